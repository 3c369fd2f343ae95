import type { Policy } from '../../../shared/alerts/policy.ts';
import { explained, aCheck, failed, passed } from '../../fixtures/results.ts';
import { invoke } from '../../../shared/invoke.ts';
import type { CategoryName } from '../../../shared/platform/category.ts';
import type { Store } from '../../../shared/store.ts';
import { fakeClock } from '../../fixtures/fake-clock.ts';
import { memoryStore } from '../../fixtures/memory-store.ts';
import { mortal, type Fault } from './faults.ts';
import { createWitness } from './witness.ts';

const minute = 60_000;
/** As a Lambda's own time-out. */
const lifeMs = 55_000;

const checks = {
  infrastructure: [['a', 'auth'], ['b', 'auth'], ['c', 'registry']],
  endpoints: [['d', 'registry'], ['e', 'mlflow']],
} as const;
export type Category = keyof typeof checks;
export const allChecks = Object.values(checks).flat().map(([id]) => id);

/** An invocation to come. */
export interface Call {
  readonly category: Category;
  /** How long before now it was scheduled, milliseconds. */
  readonly lateMs?: number;
  readonly faults?: readonly Fault[];
}

/** A checker with memory and topics, in which every step takes its time and may go wrong, under the eyes of a witness. Latencies are used in turn, milliseconds. */
export const createEnvironment = (policy: Policy, latencies: readonly number[]) => {
  const clock = fakeClock();
  const memory = memoryStore();
  const witness = createWitness();
  const warm = {};
  const failing = new Set<string>();
  const happened = { troubles: 0 };
  const broken: unknown[] = [];
  let [calls, ops] = [0, 0];

  const takesTime = () => {
    ops += 1;
    return clock.sleep(latencies[ops % latencies.length] ?? 0);
  };
  const watched: Store = {
    ...memory,
    putEvaluation: async (next) => {
      const stored = await memory.putEvaluation(next);
      if (stored === 'stored') witness.commits(next);
      return stored;
    },
    putState: async (next) => {
      const stored = await memory.putState(next);
      if (stored === 'stored') witness.records(next);
      return stored;
    },
  };

  /** An invocation at this time. It may never end. */
  const call = async ({ category, lateMs = 0, faults = [] }: Call): Promise<unknown> => {
    calls += 1;
    const life = mortal(faults, takesTime, () => { happened.troubles += 1; });
    const scheduled = Math.floor((clock.now() - lateMs) / minute) * minute;
    const asked = checks[category].map(([id, service]) => aCheck(id, { service, category: category satisfies CategoryName }));
    return invoke({ category, vantage: 'main', everyMs: minute, scheduled, checks: asked }, policy, {
      store: {
        ...watched,
        state: (of) => life.store(() => watched.state(of)),
        states: () => life.store(watched.states),
        putState: (next) => life.store(() => watched.putState(next)),
        putRun: (run) => life.store(() => watched.putRun(run)),
        evaluation: () => life.store(watched.evaluation),
        putEvaluation: (next) => life.store(() => watched.putEvaluation(next)),
      },
      probe: async (chosen) => {
        await takesTime();
        return chosen.map(({ id }) => explained(failing.has(id) ? failed(id, { attempts: 5 }) : passed(id)));
      },
      publish: async (audience, note) => {
        const became = await life.publish(() => witness.takes(audience, note));
        if (became !== 'taken' && 'refused' in became) witness.refuses(audience, note);
        return became;
      },
      measure: async () => {}, report: () => {}, problemCount: () => 0, clock, warm,
      random: () => 0.5, invocation: `invocation ${calls}`, deadlineAt: clock.now() + lifeMs,
    }).catch((error: unknown) => broken.push(error));
  };

  return {
    clock, witness, memory, happened,
    /** What the witness, or the product, could not bear. */
    broken,
    call,
    fail: (ids: readonly string[]): void => {
      failing.clear();
      ids.forEach((id) => failing.add(id));
    },
    /** So many minutes in which everything goes well and every category runs, one after the other. */
    calm: async (minutes: number): Promise<void> => {
      for (let passed = 0; passed < minutes; passed += 1) {
        await clock.sleep(minute - (clock.now() % minute));
        await call({ category: 'infrastructure' });
        await call({ category: 'endpoints' });
      }
    },
  };
};
