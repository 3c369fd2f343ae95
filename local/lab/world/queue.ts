import { erasOf, type Era, type History } from '../history.ts';
import { processesOf } from './process.ts';

/** The queue in SQS at a moment. */
export interface QueueState {
  readonly there: boolean;
  /** How many messages wait. */
  readonly depth: number;
  /** How many were taken and not yet dealt with. */
  readonly inFlight: number;
  /** When the oldest of them came, epoch milliseconds; absent: just now. */
  readonly oldestSince?: number;
}

/** How many messages had come and been dealt with by the moment at which an era ends or is looked at, and when those of it came. */
interface Flow {
  readonly come: number;
  readonly taken: number;
  readonly arrivals: readonly { readonly from: number; readonly before: number; readonly everyMs: number }[];
}

/** Only the registry's API takes messages. */
const takenIn = ({ settings }: Era) => (processesOf(settings).api.state === 'serves' ? settings.queue.taken : 'never');

const flowing = ({ come, taken, arrivals }: Flow, era: Era, from: number, until: number): Flow => {
  const { depth, inFlight, everyMs } = era.settings.queue;
  const how = takenIn(era);
  const comeThen = come + (until - from) / everyMs;
  const most = comeThen - depth - inFlight;
  return {
    come: comeThen,
    taken: how === 'never' ? taken : Math.max(taken, how === 'as they come' ? most : Math.min(most, taken + (until - from) / how.everyMs)),
    arrivals: [...arrivals, { from, before: come, everyMs }],
  };
};

/**
 * The queue at a moment, epoch milliseconds: messages that nobody has taken by then wait, the first one the longest. Those that are taken as
 * they come are at once where many had been waiting.
 */
export const queueAt = (history: History, at: number): QueueState => {
  const eras = erasOf(history).filter(({ from }) => from <= at);
  const [first] = history;
  // Since ever it has been as in the beginning: its first end is early enough to begin at.
  const begun = Math.min(eras[0]?.until ?? at, at);
  const start: Flow = { come: first.queue.depth + first.queue.inFlight, taken: 0, arrivals: [] };
  const { come, taken, arrivals } = eras.reduce<Flow>((flow, era) => flowing(flow, era, Math.max(era.from, begun), Math.min(era.until, at)), start);
  const last = eras.at(-1);
  const { there } = (last?.settings ?? first).queue;
  const inFlight = last === undefined || takenIn(last) !== 'never' ? (last?.settings ?? first).queue.inFlight : 0;
  const piece = arrivals.findLast(({ before }) => before <= taken) ?? arrivals[0];
  const oldest = piece === undefined ? {} : { oldestSince: piece.from + (taken - piece.before) * piece.everyMs };
  return { there, depth: Math.max(0, Math.floor(come - taken + 1e-6) - inFlight), inFlight, ...oldest };
};
