import { expect, it } from 'vitest';
import { NoAnswer } from '../../../shared/mlflow/call.ts';
import { StepFailed } from '../../../shared/mlflow/conversation.ts';
import { noting } from '../../../shared/mlflow/unanswered.ts';
import { answer } from '../../fixtures/observation.ts';

const silent = (phase: 'dns' | 'connect' | 'tls' | 'firstByte' | 'body') => new NoAnswer({ reason: 'closed-early', phase, detail: 'none' });
const said = (status: number) => new StepFailed('no', answer({ status }));

it.each<[string, Error, boolean]>([
  ['of which no name was found', silent('dns'), false],
  ['that was not connected', silent('connect'), false],
  ['that got no secure connection', silent('tls'), false],
  ['that was sent', silent('firstByte'), true],
  ['whose answer broke off', silent('body'), true],
  ['that a proxy has given up', said(504), true],
  ['that was refused', said(403), false],
  ['that failed', said(500), false],
  ['that this program got wrong', new Error('oh'), false],
])('a request %s fails all the same', (_, error, is) => {
  let noted = false;
  expect(() => noting(() => { noted = true; })(error)).toThrow(error);
  expect(noted).toBe(is);
});
