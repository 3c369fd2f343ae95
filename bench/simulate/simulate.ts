import { firstEvaluation, type Evaluation } from '../../shared/alerts/evaluation.ts';
import { nextEvaluation } from '../../shared/alerts/next-evaluation.ts';
import type { Note } from '../../shared/alerts/note.ts';
import type { Policy } from '../../shared/alerts/policy.ts';
import { claim, settle } from '../../shared/alerts/queue.ts';
import type { Check } from '../../shared/checks/check.ts';
import { categoriesOf } from '../../shared/platform/category.ts';
import { createMemory } from './memory.ts';
import { intervalOf } from './platform.ts';
import type { Random } from './random.ts';
import { categoryRunner } from './run-category.ts';
import { isAtRest, isStill } from './still.ts';
import type { Fault } from './weather.ts';

const minuteMs = 60_000;
const dayMs = 1_440 * minuteMs;
const vantage = 'simulated';

/** One audience that is told everything, as often as where nothing else is described. */
const policy: Policy = {
  environment: 'simulated',
  audiences: {
    everybody: {
      way: { topic: { env: 'NOTIFY_TOPIC_ARN' } }, form: 'email', severity: 'warning', checker: true, remind: { everyMs: 30 * minuteMs, atMostMs: 4 * 60 * minuteMs },
    },
  },
  maintenance: [],
  scoreDrop: { points: 5, checks: 2 },
  schedule: {}, publisher: 'infrastructure',
};

/** A message, and when the judgement behind it was committed: the scheduled time of its run and what that took. Epoch milliseconds. */
export interface Message { readonly note: Note; readonly committedAt: number }

/** Takes all that waits, at once. */
const delivered = (evaluation: Evaluation, now: number): { readonly evaluation: Evaluation; readonly notes: readonly Note[] } => {
  const waiting = evaluation.queues['everybody'];
  const claimed = waiting && claim(waiting, vantage, now, minuteMs);
  if (claimed === undefined) return { evaluation, notes: [] };
  const { notes } = claimed;
  return { evaluation: { ...evaluation, queues: { everybody: settle(claimed, vantage, new Set(notes.map(({ id }) => id))) } }, notes };
};

export interface Simulation {
  readonly checks: readonly Check[];
  readonly fault: Fault;
  readonly random: Random;
  readonly days: number;
  /** Judges also where nothing can have changed. */
  readonly always?: true;
}

/** Runs that end within so many milliseconds see each other, and are judged at once. */
const atOnceMs = 100;

/**
 * All messages of that many days, from epoch 0 on: every category runs on schedule, is remembered, and judged with the others when its last
 * check is done with.
 */
export const simulate = ({ checks, fault, random, days, always }: Simulation): readonly Message[] => {
  const runners = categoriesOf(checks).map((category) => ({ category, everyMs: intervalOf(category), ...categoryRunner(checks, category, fault, random) }));
  const memory = createMemory();
  const messages: Message[] = [];
  let evaluation = firstEvaluation;
  let settled = false;
  for (let scheduled = 0; scheduled < days * dayMs; scheduled += minuteMs) {
    const due = runners.filter(({ everyMs }) => scheduled % everyMs === 0).map((runner) => ({ ...runner, ran: runner.run(scheduled) }));
    const ending = Map.groupBy(due.toSorted((a, b) => a.ran.endedAt - b.ran.endedAt), ({ ran }) => Math.floor(ran.endedAt / atOnceMs));
    for (const group of ending.values()) {
      const sights = group.map(({ category, everyMs, checks: own, ran }) => ({ run: { category, vantage, everyMs, scheduled }, checks: own, results: ran.results }));
      if (always !== true && settled && isAtRest(evaluation) && sights.every(memory.isQuiet)) {
        sights.forEach(memory.postpone);
        continue;
      }
      const seen = sights.map(memory.sees);
      if (always !== true && settled && isAtRest(evaluation) && isStill(seen, memory.states)) continue;
      const committedAt = Math.max(...group.map(({ ran }) => ran.endedAt));
      const judged = nextEvaluation(evaluation, memory.states(), policy, scheduled, committedAt);
      settled = judged === evaluation;
      const { evaluation: next, notes } = delivered(judged, committedAt);
      evaluation = next;
      messages.push(...notes.map((note) => ({ note, committedAt })));
    }
  }
  return messages;
};
