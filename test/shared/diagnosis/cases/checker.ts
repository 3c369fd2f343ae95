import { got, passes } from '../glance.ts';
import type { Case } from './case.ts';

export const checker: readonly Case[] = [{
  finding: 'CHECKER_KEY_REJECTED:auth 0.85',
  needs: { 'authentication/validation': got(401, 'application'), 'infrastructure/auth-health': passes(), 'routing/auth-own-path': passes() },
  surer: [{ 'authentication/second-key': passes() }, 0.95],
  alike: [
    ['both keys are refused: the keys are lost', { 'authentication/second-key': got(401, 'application') }, ['UNEXPLAINED:feature:auth 0.2']],
    [
      'another application refuses in place of auth',
      { 'routing/auth-own-path': got(404, 'application'), 'routing/auth-foreign-path': got(401, 'application') }, ['HOST_RULE_MISSING:auth 0.9'],
    ],
  ],
}];
