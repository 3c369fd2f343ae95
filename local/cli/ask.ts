import { reasons } from '../../shared/checks/reason.ts';
import { http as httpProbe } from '../../shared/categories/draft.ts';
import type { Asked } from '../../shared/platform/init/init.ts';
import { http } from '../../shared/probes/http.ts';
import { machineClock } from '../../shared/runner/machine-clock.ts';
import { createSessions } from '../../shared/runner/sessions.ts';

const patienceMs = 5_000;
const mostRedirects = 3;
const mostBytes = 16 * 1_048_576;

const parsed = (body: Buffer): unknown => {
  try {
    return JSON.parse(body.toString()) as unknown;
  } catch {
    return undefined;
  }
};

/** Asks an address once, the way its checks will: by the same probe. It sends no key. */
export const ask = async (url: string): Promise<Asked> => {
  const { settings } = httpProbe(url, { follow: mostRedirects, maxBytes: mostBytes });
  const { failure, response } = await http.bind(settings).run({
    signal: AbortSignal.timeout(patienceMs), network: {}, credential: (name) => Promise.reject(new Error(`no credential ${name}`)),
    session: createSessions(machineClock).session,
  });
  if (failure !== undefined) return { failure: reasons[failure.reason].meaning, untrusted: failure.reason === 'tls-untrusted' };
  if (response === undefined) return { failure: reasons['checker-error'].meaning };
  const { status, body } = response;
  return { status, ...(status === 200 ? { json: parsed(body) } : {}) };
};
