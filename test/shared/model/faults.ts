import type { Published } from '../../../shared/alerts/published.ts';
import { StoreError } from '../../../shared/store-error.ts';

/** What goes wrong at one step of an invocation: a reading, a writing or a publication, and the await behind it. */
export const faultKinds = ['dies before', 'dies after', 'fails before', 'fails after', 'refused'] as const;
export interface Fault {
  /** Which of the invocation's steps, from 0. */
  readonly step: number;
  readonly kind: (typeof faultKinds)[number];
}

const forever = () => new Promise<never>(() => {});
const unreachable = () => Promise.reject(new StoreError('store-unreachable', 'the table does not answer'));

/** An invocation's steps, in which things go wrong as said; what dies never goes on. */
export const mortal = (faults: readonly Fault[], takes: () => Promise<void>, count: (kind: Fault['kind']) => void) => {
  let steps = 0;
  let dead = false;
  const begin = async () => {
    const step = steps;
    steps += 1;
    await takes();
    const kind = dead ? 'dies before' : faults.find((fault) => fault.step === step)?.kind;
    if (kind !== undefined) count(kind);
    if (kind === 'dies before' || kind === 'dies after') dead = true;
    return kind;
  };
  return {
    store: async <T>(act: () => Promise<T>): Promise<T> => {
      const kind = await begin();
      if (kind === 'dies before') return forever();
      if (kind === 'fails before' || kind === 'refused') return unreachable();
      const done = await act();
      if (kind === 'dies after') return forever();
      return kind === 'fails after' ? unreachable() : done;
    },
    /** Probing, or measuring: nothing that could fail otherwise. */
    work: async <T>(act: () => Promise<T>): Promise<T> => {
      const kind = await begin();
      if (kind === 'dies before') return forever();
      const done = await act();
      return kind === 'dies after' ? forever() : done;
    },
    publish: async (take: () => void): Promise<Published> => {
      const kind = await begin();
      if (kind === 'dies before') return forever();
      if (kind === 'fails before') return { transient: 'SNS does not answer' };
      if (kind === 'refused') return { refused: 'NotFound: no such topic' };
      take();
      if (kind === 'dies after') return forever();
      return kind === 'fails after' ? { transient: 'the answer was lost' } : 'taken';
    },
  };
};
