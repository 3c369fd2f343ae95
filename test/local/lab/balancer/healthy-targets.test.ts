import { describe, expect, it } from 'vitest';
import type { Target } from '../../../../local/lab/balancer/rule.ts';
import { watchHealth } from '../../../../local/lab/balancer/watch-health.ts';
import type { TargetHealth } from '../../../../local/lab/balancer/target-health.ts';
import { balancing } from './balancing.ts';

const { inFrontOf, target, rawTarget, refusing } = balancing();

/** An application that says its name, and by its status how it is. */
const saying = (name: string, status: number) =>
  target((incoming, outgoing) => outgoing.writeHead(incoming.url === '/health' ? status : 200).end(name));
const bodies = async (get: () => Promise<{ readonly body: string }>) => [await get(), await get(), await get(), await get()].map(({ body }) => body);

describe('requests go', () => {
  it('to the healthy target alone, beside one that says that it is not well, one that is silent and one that refuses', async () => {
    const well = await saying('well', 200);
    for (const unwell of [await saying('unwell', 503), await refusing()]) {
      const { get } = await inFrontOf([unwell, well]);
      expect(await bodies(get)).toEqual(['well', 'well', 'well', 'well']);
    }
    const silent = await rawTarget(() => undefined);
    const { get } = await inFrontOf([silent, well], { health: async (_, { port }) => ({ State: port === silent.port ? 'unhealthy' : 'healthy' }) });
    expect(await bodies(get)).toEqual(['well', 'well', 'well', 'well']);
  });

  it('to all of them where all are unhealthy', async () => {
    const { get } = await inFrontOf([await saying('one', 503), await saying('two', 500)]);
    expect((await bodies(get)).toSorted()).toEqual(['one', 'one', 'two', 'two']);
  });

  it('to an unhealthy one rather than to one that drains', async () => {
    const leaves = { ...(await saying('leaves', 200)), draining: { goneAt: Infinity } };
    const { get } = await inFrontOf([leaves, await saying('unwell', 503)]);
    expect(await bodies(get)).toEqual(['unwell', 'unwell', 'unwell', 'unwell']);
  });

  it('to the healthy one of three, where another is unhealthy and the third drains', async () => {
    const leaves = { ...(await saying('leaves', 200)), draining: { goneAt: Infinity } };
    const { get } = await inFrontOf([leaves, await saying('unwell', 503), await saying('well', 200)]);
    expect(await bodies(get)).toEqual(['well', 'well', 'well', 'well']);
  });

  it('to the only target without any question', async () => {
    let asked = 0;
    const alone = await target((incoming, outgoing) => {
      if (incoming.url === '/health') asked += 1;
      outgoing.end('alone');
    });
    const { get } = await inFrontOf([alone]);
    expect([await bodies(get), asked]).toEqual([['alone', 'alone', 'alone', 'alone'], 0]);
  });
});

describe('a target', () => {
  const [one, two]: readonly [Target, Target] = [{ address: '127.0.0.1', port: 1 }, { address: '127.0.0.1', port: 2 }];

  /** The health of `one` is what a test says; `two` is always well. */
  const watching = () => {
    const questions: ((health: TargetHealth) => void)[] = [];
    let at = 0;
    const ask = (_: string, { port }: Target) => {
      if (port === two.port) return Promise.resolve({ State: 'healthy' });
      const { promise, resolve } = Promise.withResolvers<TargetHealth>();
      questions.push(resolve);
      return promise;
    };
    const serving = watchHealth(ask, () => at);
    const last = async (State: string) => {
      questions.at(-1)?.({ State });
      // Whoever waited for the answer has it by then.
      await new Promise((resolve) => { setImmediate(resolve); });
    };
    return { serving: () => serving('group', [one, two]), last, asked: () => questions.length, pass: (ms: number) => { at += ms; } };
  };

  it('that was never asked is waited for, by all who want to know', async () => {
    const { serving, last, asked } = watching();
    const waiting = [serving(), serving()];
    await last('unhealthy');
    expect(await Promise.all(waiting)).toEqual([[two], [two]]);
    expect(asked()).toBe(1);
  });

  it('is asked again after a second, and what it said before holds meanwhile', async () => {
    const { serving, last, asked, pass } = watching();
    const first = serving();
    await last('healthy');
    expect(await first).toEqual([one, two]);
    pass(999);
    expect([await serving(), asked()]).toEqual([[one, two], 1]);
    pass(1);
    expect([await serving(), asked()]).toEqual([[one, two], 2]);
    await last('unhealthy');
    expect([await serving(), asked()]).toEqual([[two], 2]);
  });

  it('whose answer takes longer than until the next question is heard all the same', async () => {
    const { serving, last, pass } = watching();
    const first = serving();
    await last('healthy');
    await first;
    pass(1_000);
    await serving();
    pass(1_000);
    const before = serving();
    await last('unhealthy');
    expect([await before, await serving()]).toEqual([[one, two], [two]]);
  });

  it('that nobody wanted to know of for long is waited for like a new one', async () => {
    const { serving, last, pass } = watching();
    const first = serving();
    await last('healthy');
    await first;
    pass(10_001);
    const now = serving();
    await last('unhealthy');
    expect(await now).toEqual([two]);
  });
});
