import { expect, test } from 'vitest';
import type { Failure, Observation } from '../../../shared/checks/observation.ts';
import { admit, closed, coolDownMs, learn, signOf, tried, type Breaker } from '../../../shared/runner/breaker.ts';

const open: Breaker = { state: 'open', by: 'a', since: 1_000 };
const halfOpen: Breaker = { state: 'half-open', by: 'a' };

test('three time-outs in a row open the circuit, and the third is named', () => {
  const twice = ['a', 'b'].reduce((breaker, check) => learn(breaker, 'timed-out', check, false, 500), closed);
  expect(twice.state).toBe('closed');
  expect(learn(twice, 'timed-out', 'c', false, 600)).toEqual({ state: 'open', by: 'c', since: 600 });
});

test('an answer in between starts the count anew; an attempt that says nothing does not', () => {
  const twice: Breaker = { state: 'closed', timeouts: 2 };
  expect(learn(twice, 'reached', 'c', false, 600)).toEqual(closed);
  expect(learn(twice, 'nothing', 'c', false, 600)).toEqual(twice);
});

test('an open circuit holds attempts back until it has cooled down, then lets one try', () => {
  const attempt = { askedAt: 900, confirms: false };
  expect(admit(open, attempt, 1_000 + coolDownMs - 1)).toEqual({ heldBy: 'a' });
  expect(admit(open, attempt, 1_000 + coolDownMs)).toBe('trial');
  expect(admit(tried(open), attempt, 1_000 + coolDownMs)).toBe('wait');
});

test('a confirmation asked for since the circuit opened may try at once, an older one may not', () => {
  expect(admit(open, { askedAt: 1_000, confirms: true }, 1_001)).toBe('trial');
  expect(admit(open, { askedAt: 999, confirms: true }, 1_001)).toEqual({ heldBy: 'a' });
});

test('a trial that reaches the host closes the circuit, any other end opens it again from then on', () => {
  expect(learn(halfOpen, 'reached', 'b', true, 7_000)).toEqual(closed);
  expect(learn(halfOpen, 'timed-out', 'b', true, 7_000)).toEqual({ state: 'open', by: 'a', since: 7_000 });
  expect(learn(halfOpen, 'nothing', 'b', true, 7_000)).toEqual({ state: 'open', by: 'a', since: 7_000 });
});

test('who was under way all along can close a circuit but not open it again', () => {
  expect(learn(open, 'timed-out', 'b', false, 2_000)).toEqual(open);
  expect(learn(halfOpen, 'timed-out', 'b', false, 2_000)).toEqual(halfOpen);
  expect(learn(open, 'reached', 'b', false, 2_000)).toEqual(closed);
});

const sign = (failure?: Omit<Failure, 'detail'>) => {
  const seen: Observation = { phases: {}, totalMs: 1, ...(failure === undefined ? {} : { failure: { detail: '', ...failure } }) };
  return signOf(seen);
};

test('only time-outs of connecting and of TLS speak against the host, and only what touched it for it', () => {
  expect(sign({ reason: 'connect-timeout', phase: 'connect' })).toBe('timed-out');
  expect(sign({ reason: 'tls-timeout', phase: 'tls' })).toBe('timed-out');
  expect([sign(), sign({ reason: 'connect-refused', phase: 'connect' }), sign({ reason: 'header-timeout', phase: 'firstByte' })])
    .toEqual(['reached', 'reached', 'reached']);
  expect(sign({ reason: 'dns-timeout', phase: 'dns' })).toBe('nothing');
  expect(sign({ reason: 'connect-unreachable', phase: 'connect' })).toBe('nothing');
  expect(sign({ reason: 'deadline', phase: 'connect' })).toBe('nothing');
});
