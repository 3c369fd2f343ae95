import { expect, it } from 'vitest';
import { failingChecks } from '../../../shared/alerts/failing.ts';
import { blocked, failed, hard, ok, passed, remembered, soft, stateOf, unknown } from '../../fixtures/results.ts';

const named = (...checks: Parameters<typeof stateOf>[0]) => failingChecks([stateOf(checks)]).map(({ result }) => result.check);

it('names what failed, and not what passed, is blocked or could not be told', () => {
  const [well, failing, waiting, untold] = [passed('a'), failed('b'), blocked('c', 'b'), unknown('d')] as const;
  expect(named(remembered(well, ok), remembered(failing, hard), remembered(waiting, ok), remembered(untold, hard))).toEqual(['b']);
});

it('names the certain before the first-time failures, readiness before the rest, critical before warnings', () => {
  expect(named(
    remembered(failed('soft'), soft, { role: 'readiness' }),
    remembered(failed('warning'), hard, { severity: 'warning' }),
    remembered(failed('flapping'), { state: 'flapping', since: 0, lastFailed: 0 }),
    remembered(failed('readiness'), hard, { role: 'readiness' }),
  )).toEqual(['readiness', 'flapping', 'warning', 'soft']);
});

it('names those of all categories', () => {
  const two = [stateOf([remembered(failed('a'), hard)]), stateOf([remembered(failed('b'), hard)], { category: 'endpoints' })];
  expect(failingChecks(two).map(({ result }) => result.check)).toEqual(['a', 'b']);
});

it('a bad key that was let in goes before everything else', () => {
  const letIn = failed('bad-key', { reason: 'let-in' });
  expect(named(remembered(failed('down'), hard, { role: 'readiness' }), remembered(letIn, soft, { severity: 'warning' }))).toEqual(['bad-key', 'down']);
});
