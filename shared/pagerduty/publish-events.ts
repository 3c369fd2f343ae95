import { publishInOrder, type Published } from '../alerts/published.ts';
import { CredentialError } from '../checks/credential-error.ts';
import { excerpt } from '../checks/excerpt.ts';
import { redact } from '../checks/redact.ts';
import { messageOf } from '../problem.ts';
import type { PagerEvent } from '../report/note/events.ts';

export interface PagerDutyWay {
  /** Where events are posted to, with the path: `https://events.pagerduty.com/v2/enqueue`. */
  readonly url: string;
  /** Reads the routing key; throws CredentialError. */
  readonly readKey: () => Promise<string>;
  /** Milliseconds in which all of it has to be done. */
  readonly timeoutMs?: number;
}

const loopback: ReadonlySet<string> = new Set(['localhost', '127.0.0.1', '[::1]']);

/** The key goes over no connection that others could read. */
const isSafe = (url: string): boolean => {
  const parsed = URL.parse(url);
  return parsed !== null && (parsed.protocol === 'https:' || (parsed.protocol === 'http:' && loopback.has(parsed.hostname)));
};

/** Rejects when the time is over, for what knows nothing of signals. */
const until = <T>(signal: AbortSignal, job: Promise<T>): Promise<T> => new Promise((resolve, reject) => {
  const stop = (): void => reject(signal.reason);
  if (signal.aborted) return stop();
  signal.addEventListener('abort', stop, { once: true });
  job.then(resolve, reject).finally(() => signal.removeEventListener('abort', stop));
});

const whyOf = (thrown: unknown): string => {
  const cause = thrown instanceof Error ? thrown.cause : undefined;
  return cause === undefined ? messageOf(thrown) : `${messageOf(thrown)}: ${messageOf(cause)}`;
};

/** Its fault is with who answers, or on the way, and passes. */
const isPassing = (status: number): boolean => status === 408 || status === 429 || status >= 500;

const readAtMost = 4_096;

/** The beginning of an answer, without its key; what cannot be read says nothing. */
const said = async (response: Response, key: string): Promise<string> => {
  const pieces: Uint8Array[] = [];
  try {
    for await (const piece of response.body ?? []) {
      pieces.push(piece);
      if (pieces.reduce((sum, { length }) => sum + length, 0) >= readAtMost) break;
    }
  } catch {
    // Its status was enough.
  }
  return excerpt(Buffer.concat(pieces).subarray(0, readAtMost), response.headers.get('content-type') ?? '', [key]);
};

const post = async (event: PagerEvent, key: string, url: string, signal: AbortSignal): Promise<Published> => {
  // A redirect would carry the key elsewhere.
  const response = await fetch(url, {
    method: 'POST', redirect: 'manual', signal, headers: { 'content-type': 'application/json' }, body: JSON.stringify({ routing_key: key, ...event }),
  });
  if (response.status === 202) {
    await response.body?.cancel();
    return 'taken';
  }
  const why = `PagerDuty answered ${response.status}: ${await said(response, key)}`;
  return isPassing(response.status) ? { transient: why } : { refused: why };
};

/**
 * Publishes events by PagerDuty's Events API v2, in order, within `timeoutMs` (3 seconds) in all. Never throws: `transient` may go better later,
 * `refused` will not, and neither says anything of the key. 202 is the only answer that means that an event was taken.
 */
export const publishEvents = async (events: readonly PagerEvent[], { url, readKey, timeoutMs = 3_000 }: PagerDutyWay): Promise<Published> => {
  if (events.length === 0) return 'nothing to say';
  if (!isSafe(url)) return { refused: 'The address of PagerDuty has to begin with https://.' };
  const signal = AbortSignal.timeout(timeoutMs);
  let key = '';
  try {
    key = (await until(signal, readKey())).trim();
    return await publishInOrder(events, (event) => post(event, key, url, signal));
  } catch (thrown) {
    const why = redact(whyOf(thrown), [key]);
    return thrown instanceof CredentialError && thrown.fault !== 'unreachable' ? { refused: why } : { transient: why };
  }
};
