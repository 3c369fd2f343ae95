import type { HttpResponse, Observation, Step } from '../checks/observation.ts';
import { whoAnswered } from '../checks/answered-by.ts';
import type { SettingsOf, Zod } from '../platform/zod.ts';
import { http } from './http.ts';
import type { HttpSettings } from './http.ts';
import { closeIdle, idleKey } from './http/idle.ts';
import { settings as httpSettings } from './http/settings.ts';
import { defineProbe } from './probe.ts';

const settings = (z: Zod) => httpSettings(z).pick({ url: true, method: true, headers: true, auth: true }).extend({
  requests: z.int().min(1).max(100).default(5).describe('How many requests are made, one after the other, within the time-out of the check.'),
});

export type RateLimitSettings = SettingsOf<typeof settings>;

/** Longer than any window that people wait for, seconds. */
const longestWait = 3_600;

const header = ({ headers }: HttpResponse, name: string): string | undefined => headers.find(([known]) => known === name)?.[1];

/** As HTTP writes dates, to the second (RFC 9110, 5.6.7); the two forms that are no longer to be sent are not taken. */
const date = /^(?:Mon|Tue|Wed|Thu|Fri|Sat|Sun), \d\d [A-Z][a-z]{2} \d{4} \d\d:\d\d:\d\d GMT$/;

/** RFC 9110, 10.2.3: seconds, or a date, which may have begun when it is read. */
const isSane = (retryAfter: string | undefined, answeredAt: number): boolean => {
  if (retryAfter === undefined) return false;
  if (/^\d+$/.test(retryAfter)) return Number(retryAfter) <= longestWait;
  const seconds = date.test(retryAfter) ? (Date.parse(retryAfter) - answeredAt) / 1000 : Number.NaN;
  return seconds > -1 && seconds <= longestWait;
};

const isJson = ({ body }: HttpResponse): boolean => {
  try {
    return JSON.parse(body.toString()) !== undefined;
  } catch {
    return false;
  }
};

/** Who cannot be told is taken for the application where the answer is JSON: others answer with pages. */
const isOther = (response: HttpResponse): boolean => {
  const by = whoAnswered(response);
  return by === 'load-balancer' || by === 'proxy' || by === 'cdn' || (by === 'unknown' && !isJson(response));
};

/** What is wrong with an answer, as far as limiting goes: whether the key is let in is not asked here. */
const wrongOf = (response: HttpResponse, answeredAt: number): string | undefined => {
  if (isOther(response)) return 'not answered by the application';
  if (response.status === 429) {
    return isSane(header(response, 'retry-after'), answeredAt) ? undefined : 'limited without a Retry-After of at most an hour';
  }
  const answered = response.status < 300 || response.status === 401 || response.status === 403;
  return answered ? undefined : 'neither answered nor limited';
};

/** Over one connection, which is new at the beginning and closed at the end: what is limited are requests. */
const one = (settings: RateLimitSettings): HttpSettings => ({ ...settings, follow: 0, maxBytes: 65_536, reuse: true });

/** Adds up what several exchanges took. */
const together = (phases: Observation['phases'], more: Observation['phases']): Observation['phases'] =>
  Object.fromEntries([...new Set([...Object.keys(phases), ...Object.keys(more)])].map((name) => {
    const phase = name as keyof Observation['phases'];
    return [phase, (phases[phase] ?? 0) + (more[phase] ?? 0)];
  }));

/** Asks the same several times in a row, as a busy client does: every request is answered by the application, or limited with manners. */
export const rateLimit = defineProbe<RateLimitSettings>({
  settings,
  target: (settings) => {
    const { label, ...target } = http.bind(one(settings)).target;
    return { ...target, label: `${settings.requests} x ${label}`, requests: settings.requests };
  },
  expects: { steps: 'all' },
  observes: () => ({ steps: true, facts: true }),
  facts: { answered: 'How many requests were answered within the time of the check.', limited: 'How many of the requests were limited (429).' },
  run: (settings) => {
    const { run } = http.bind(one(settings));
    const url = new URL(settings.url);
    const line = `${settings.method} ${url.pathname}`;
    return async (context) => {
      const connections = idleKey(url, context.network);
      closeIdle(connections);
      let seen: Observation = { phases: {}, totalMs: 0 };
      const steps: Step[] = [];
      let limited = 0;
      while (steps.length < settings.requests && seen.failure === undefined) {
        const { phases, totalMs, response, request: _, ...rest } = await run(context);
        seen = { ...seen, ...rest, phases: together(seen.phases, phases), totalMs: seen.totalMs + totalMs };
        if (response === undefined) break;
        if (response.status === 429) limited += 1;
        const failed = wrongOf(response, Date.now());
        const answer = { status: response.status, answeredBy: whoAnswered(response) };
        steps.push({ name: `request ${steps.length + 1}`, request: line, ms: totalMs, ...answer, ...(failed === undefined ? {} : { failed }) });
      }
      closeIdle(connections);
      return { ...seen, steps, facts: { answered: steps.length, limited } };
    };
  },
});
