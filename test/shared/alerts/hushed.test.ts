import { expect, it } from 'vitest';
import { hushed } from '../../../shared/alerts/hushed.ts';
import type { News } from '../../../shared/alerts/note.ts';
import { anIncidentNow } from '../../fixtures/alerts.ts';

const opened = (since: number): News => ({ kind: 'opened', incident: anIncidentNow(), changes: [{ service: 'auth', to: 'down', since }, { service: 'mlflow', to: 'degraded', since: 900 }] });
const maintenance = [{ from: 100, to: 200, services: ['auth'], reason: 'upgrade' }];
const silence = { id: 's', by: 'ada', at: 300, until: 400 };

it.each([
  ['in a maintenance', 150, 'It began in a maintenance or a silence that is over now, so nobody was told then: auth.'],
  ['before it', 99, undefined],
  ['after it', 200, undefined],
  ['in a silence', 350, 'It began in a maintenance or a silence that is over now, so nobody was told then: auth.'],
  ['before somebody asked for silence', 299, undefined],
])('of what began %s is said so', (_, since, remark) => {
  expect(hushed(opened(since), { maintenance }, [silence])).toBe(remark);
});

it('of a reminder nothing is', () => {
  expect(hushed({ kind: 'reminder', incident: anIncidentNow() }, { maintenance }, [silence])).toBeUndefined();
});
