import { fails } from '../glance.ts';
import type { Case } from './case.ts';

const run = 'registration/run';

export const journey: readonly Case[] = [{
  finding: 'ARTIFACT_CORRUPT:mlflow 0.75', needs: { [run]: fails('step', { detail: 'download MLmodel: 12 bytes instead of 900' }) },
  surer: [{ [run]: fails('step', { detail: 'download MLmodel: 0 bytes instead of 900' }) }, 0.9],
  alike: [['another step fails', { [run]: fails('step', { detail: 'log params: 400' }) }, ['UNEXPLAINED:journey:mlflow 0.2']]],
}];
