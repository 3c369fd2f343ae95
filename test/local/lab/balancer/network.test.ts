import { describe, expect, it } from 'vitest';
import { balancing, echo } from './balancing.ts';

const { inFrontOf, target } = balancing();

describe.each(['redirects', 'serves'] as const)('where plain HTTP %s, the network', (plain) => {
  it('is as late on either listener', async () => {
    const { get, getPlain } = await inFrontOf([await target(echo)], { plain: () => plain, network: () => ({ latencyMs: 40 }) });
    for (const asking of [get, getPlain]) {
      const begun = performance.now();
      await asking();
      // A timer of Node may be a fraction early.
      expect(performance.now() - begun).toBeGreaterThan(39);
    }
  });

  it('loses connections of either listener, in one count', async () => {
    const { get, getPlain } = await inFrontOf([await target(echo)], { plain: () => plain, network: () => ({ dropsOneOf: 3 }) });
    const outcomes = [];
    for (const asking of [getPlain, getPlain, get, getPlain, get, get, get]) {
      outcomes.push(await asking().then(({ status }) => status, (error: unknown) => (error as NodeJS.ErrnoException).code));
    }
    const plainly = plain === 'serves' ? 200 : 301;
    expect(outcomes).toEqual(['ECONNRESET', plainly, 200, 'ECONNRESET', 200, 200, 'ECONNRESET']);
  });

  it('cuts the bodies of either listener', async () => {
    const { get, getPlain } = await inFrontOf([await target(echo)], { plain: () => plain, network: () => ({ cuts: true }) });
    for (const asking of [get, getPlain]) await expect(asking()).rejects.toMatchObject({ code: 'ECONNRESET' });
  });
});

it('a request over plain HTTP comes to the target as one, with the port of that listener', async () => {
  const { getPlain, httpPort } = await inFrontOf([await target(echo)], { plain: () => 'serves' });
  const { headers: { 'x-forwarded-proto': scheme, 'x-forwarded-port': port } } = JSON.parse((await getPlain()).body) as { headers: Record<string, string> };
  expect([scheme, port]).toEqual(['http', String(httpPort)]);
});

it('the targets of a group take turns over plain HTTP, too', async () => {
  const [one, two] = [await target((_, outgoing) => outgoing.end('one')), await target((_, outgoing) => outgoing.end('two'))];
  const { getPlain } = await inFrontOf([one, two], { plain: () => 'serves', health: async () => ({ State: 'healthy' }) });
  expect([(await getPlain()).body, (await getPlain()).body].toSorted()).toEqual(['one', 'two']);
});
