import { describe, expect, test } from 'vitest';
import { sharedCall } from '../../../../shared/probes/cloud-watch/shared-call.ts';

/** A call that is answered by hand, each with its own signal. */
const byHand = () => {
  const calls: { readonly signal: AbortSignal; readonly answer: PromiseWithResolvers<string> }[] = [];
  const shared = sharedCall((signal) => {
    const answer = Promise.withResolvers<string>();
    calls.push({ signal, answer });
    return answer.promise;
  });
  return { shared, calls };
};
const waiting = () => new AbortController();

describe('a shared call', () => {
  test('is made once for all that ask, also after it was answered', async () => {
    const { shared, calls } = byHand();
    const both = Promise.all([shared.ask(waiting().signal), shared.ask(waiting().signal)]);
    calls[0]?.answer.resolve('answer');
    expect(await both).toEqual(['answer', 'answer']);
    expect(await shared.ask(waiting().signal)).toBe('answer');
    expect(calls).toHaveLength(1);
  });

  test('that failed is made anew for the next who asks', async () => {
    const { shared, calls } = byHand();
    const first = shared.ask(waiting().signal);
    calls[0]?.answer.reject(new Error('throttled'));
    await expect(first).rejects.toThrow('throttled');
    const second = shared.ask(waiting().signal);
    calls[1]?.answer.resolve('answer');
    expect(await second).toBe('answer');
  });

  test('goes on as long as one waits, and ends with the last', () => {
    const { shared, calls } = byHand();
    const [one, other] = [waiting(), waiting()];
    for (const { signal } of [one, other]) void shared.ask(signal);
    one.abort();
    expect(calls[0]?.signal.aborted).toBe(false);
    other.abort();
    expect(calls[0]?.signal.aborted).toBe(true);
    void shared.ask(waiting().signal);
    expect(calls.map(({ signal }) => signal.aborted)).toEqual([true, false]);
  });

  test('that was answered is kept when who asked is gone', async () => {
    const { shared, calls } = byHand();
    const one = waiting();
    const asked = shared.ask(one.signal);
    calls[0]?.answer.resolve('answer');
    await asked;
    one.abort();
    expect(await shared.ask(waiting().signal)).toBe('answer');
    expect(calls).toHaveLength(1);
  });

  test('ends with its session', async () => {
    const { shared, calls } = byHand();
    void shared.ask(waiting().signal);
    await shared.close(waiting().signal);
    expect(calls[0]?.signal.aborted).toBe(true);
  });
});
