import { randomBytes } from 'node:crypto';
import { removeAll } from '../../mlflow/cleanup.ts';
import { converse, type Conversation } from '../../mlflow/conversation.ts';
import type { Journey } from '../../mlflow/journey.ts';
import { sweep } from '../../mlflow/sweep.ts';
import { Stopwatch } from '../dial/stopwatch.ts';
import type { Key } from '../http/request.ts';
import type { ProbeContext, Session } from '../probe.ts';
import { openLine } from './line.ts';
import type { JourneySettings } from './settings.ts';

/** Milliseconds for one request of the cleanup: one that hangs must not keep the others from being sent. */
const cleanupCallMs = 1_500;

/** A journey that the stages of a run share, and that is undone when they have ended. */
export interface OpenJourney extends Session {
  readonly journey: Journey;
  /** The key that was read last, with its secret; it is needed again to clean up. */
  credential: { readonly key: Key; readonly secret: string } | undefined;
}

export const secretsOf = ({ credential }: OpenJourney): readonly string[] => (credential === undefined ? [] : [credential.secret]);

const random = (digits: number): string => randomBytes(digits / 2).toString('hex');

/** What could not be removed, in words. */
const leftover = ({ steps }: Conversation): readonly string[] =>
  steps.flatMap(({ name, failed, status }) => {
    if (failed === undefined) return [];
    return [`${name}: ${status === undefined ? `no answer (${failed.replace(/\.$/, '')})` : `${status} ${failed}`}`];
  });

const told = (what: string, left: readonly string[]): readonly string[] => (left.length === 0 ? [] : [`${what}: ${left.join('; ')}`]);

export const openJourney = (
  { url, experiment, prefix }: JourneySettings, network: ProbeContext['network'], now = (): number => Date.now(),
): OpenJourney => {
  const journey: Journey = { experimentName: experiment, prefix, now, random, made: [] };
  const opened: OpenJourney = {
    what: `journey through ${url}`,
    journey,
    credential: undefined,
    close: async (signal) => {
      if (journey.experiment === undefined && journey.made.length === 0) return;
      const key = opened.credential?.key;
      const line = await openLine({ base: new URL(url), key, network, signal, stopwatch: new Stopwatch(), callMs: cleanupCallMs });
      const conversing = { send: line.send, monotonic: () => performance.now(), secrets: secretsOf(opened) };
      try {
        const own = converse(conversing);
        const mayCome = await removeAll(own, journey.made);
        const ours = told('not removed', [...leftover(own), ...mayCome]);
        const others = converse(conversing);
        await sweep(journey, others);
        const old = told('what an earlier run left was not removed', signal.aborted ? [] : leftover(others));
        if (ours.length > 0 || old.length > 0) throw new Error([...ours, ...old].join('; '));
      } finally {
        await line.close();
      }
    },
  };
  return opened;
};
