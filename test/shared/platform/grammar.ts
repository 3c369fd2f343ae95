import type { Grammar, PlannedCheck } from '../../../shared/platform/grammar.ts';
import { duration } from '../../../shared/platform/units.ts';

const codes = (settings: unknown) => settings as { readonly allowed?: readonly number[] };
const below = (settings: unknown) => (settings as { readonly below: number }).below;
const text = (settings: unknown) => settings as { readonly contains?: string; readonly matches?: string };

/** A small grammar: two kinds, four expectations, and one generated check for each described host. */
export const grammar: Grammar = {
  kinds: {
    http: {
      settings: (z) => z.strictObject({
        url: z.url({ protocol: /^https?$/, error: 'an http or https URL' }),
        method: z.enum(['GET', 'POST']).default('GET'),
        headers: z.record(z.string(), z.string()).exactOptional(),
        auth: z.strictObject({ credential: z.string(), as: z.enum(['bearer', 'x-api-key', 'basic']).default('bearer') }).exactOptional(),
      }),
      expects: { status: { allowed: [200] } },
      facts: {},
      closingMs: 0,
      observes: (settings) => {
        const { method } = settings as { readonly method: string };
        return { time: true, response: true, body: method === 'GET' ? true : 'only GET is answered with a body' };
      },
      bind: (settings) => {
        const { method, url } = settings as { readonly method: string; readonly url: string };
        return { target: { label: `${method} ${url}`, host: `${new URL(url).hostname}:${new URL(url).port || '443'}` } };
      },
    },
    tasks: {
      settings: (z) => z.strictObject({ service: z.string() }),
      expects: { status: { allowed: [200] } },
      facts: { running: 'Tasks that run.' },
      closingMs: 5_000,
      observes: () => ({ response: true, facts: true }),
      bind: () => ({ target: { label: 'tasks' } }),
    },
  },
  expectations: {
    status: {
      judges: ['response'],
      settings: (z) => z.strictObject({ allowed: z.array(z.int()).min(1).exactOptional(), named: z.string().exactOptional() }),
      neverFails: (settings) => ((codes(settings).allowed?.length ?? 0) > 400 ? 'every status is allowed' : undefined),
    },
    body: {
      judges: ['body'],
      settings: (z) => z.strictObject({ contains: z.string().exactOptional(), matches: z.string().exactOptional() }),
      neverFails: (settings) => (text(settings).contains === '' ? 'every body contains the empty text' : undefined),
      patterns: (settings) => [text(settings).matches ?? []].flat(),
    },
    duration: {
      settings: (z) => z.strictObject({ below: duration(z) }),
      judges: ['time'],
      neverFails: (settings, { timeoutMs }) => (below(settings) < timeoutMs ? undefined : 'the time-out is shorter'),
    },
    facts: { settings: (z) => z.record(z.string(), z.json()), judges: ['facts'] },
    moved: { settings: (z) => z.literal(true), judges: ['response'], replaces: ['status'] },
  },
  plan: (platform) => {
    const generated = Object.entries(platform.hosts).map(([host, { url }]): PlannedCheck => ({
      id: `infrastructure/${host}-health`, name: `Health of ${host}`, category: 'infrastructure', service: host, requires: [],
      timeoutMs: platform.timeoutMs, probe: { kind: 'http', settings: { url, method: 'GET' } },
    }));
    return [...generated, ...platform.checks].filter(({ id }) => platform.overrides[id]?.enabled !== false);
  },
};
