import { expect, it } from 'vitest';
import { failingChecks } from '../../../shared/alerts/failing.ts';
import { blocked, failed, hard, ok, passed, remembered, soft, stateOf, unknown } from '../../fixtures/results.ts';

const named = (...checks: Parameters<typeof stateOf>[0]) => failingChecks([stateOf(checks)]).failing.map(({ check }) => check);

it('names what failed, and not what passed, is blocked or could not be told', () => {
  const [well, failing, waiting, untold] = [passed('a'), failed('b'), blocked('c', 'b'), unknown('d')] as const;
  expect(named(remembered(well, ok), remembered(failing, hard), remembered(waiting, ok), remembered(untold, hard))).toEqual(['b']);
});

it('names the certain before the first-time failures, readiness before the rest, critical before warnings', () => {
  expect(named(
    remembered(failed('soft'), soft, { role: 'readiness' }),
    remembered(failed('warning'), hard, { severity: 'warning' }),
    remembered(failed('critical'), hard),
    remembered(failed('readiness'), hard, { role: 'readiness' }),
  )).toEqual(['readiness', 'critical', 'warning', 'soft']);
});

it('names eight at most and counts the others', () => {
  const ten = Array.from({ length: 10 }, (_, n) => remembered(failed(`c${n}`), hard));
  const { failing, moreFailing } = failingChecks([stateOf(ten.slice(0, 5)), stateOf(ten.slice(5), { category: 'endpoints' })]);
  expect([failing.length, moreFailing]).toEqual([8, 2]);
});

it('cuts a long detail', () => {
  const long = { ...failed('a'), detail: 'x'.repeat(500) } as ReturnType<typeof failed>;
  const [check] = failingChecks([stateOf([remembered(long, hard)])]).failing;
  expect(check?.detail).toHaveLength(160);
  expect(check).toMatchObject({ check: 'a', service: 'registry', reason: 'status' });
});

it('a bad key that was let in goes before everything else', () => {
  const letIn = { ...failed('bad-key'), reason: 'let-in' } as ReturnType<typeof failed>;
  expect(named(remembered(failed('down'), hard, { role: 'readiness' }), remembered(letIn, soft, { severity: 'warning' }))).toEqual(['bad-key', 'down']);
});
