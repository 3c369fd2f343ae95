import type { Dialling } from '../dial/dial.ts';
import type { Session } from '../probe.ts';
import { cancel } from './cancel.ts';
import type { Where } from './cancel.ts';

/** What a run's checks have asked servers to give up. No result waits for that; the end of the run does. */
export interface Cancelling extends Session { readonly begin: (where: Where, key: Buffer, network: Dialling['network']) => void }

/** Milliseconds that a server has to take the wish, as long as the run lasts. */
const patienceMs = 2_000;

export const openCancelling = (): Cancelling => {
  const run = new AbortController();
  const begun = new Set<Promise<void>>();
  return {
    what: 'giving up queries of Postgres',
    begin: (where, key, network) => {
      const signal = AbortSignal.any([run.signal, AbortSignal.timeout(patienceMs)]);
      // A server that cannot be told so has been told of already: its check had no answer.
      const one = cancel(where, key, { network, signal }).catch(() => {}).finally(() => begun.delete(one));
      begun.add(one);
    },
    close: async (signal) => {
      signal.addEventListener('abort', () => run.abort());
      await Promise.all(begun);
    },
  };
};
