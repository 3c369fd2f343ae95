import { ActError, doAct } from '../../../functions/do-act.ts';
import type { Act } from '../../../shared/alerts/acting.ts';
import type { Note } from '../../../shared/alerts/note.ts';
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
/** No story comes to half of so many steps. */
const endless = 20_000;
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

/** What somebody does. */
export interface Deed {
  readonly asked: Act & { readonly by: string };
  readonly faults?: readonly Fault[];
}

/** A checker with memory and topics, in which every step takes its time and may go wrong, under the eyes of a witness. Latencies are used in turn, milliseconds. */
export const createEnvironment = (policy: Policy, latencies: readonly number[]) => {
  const clock = fakeClock();
  const memory = memoryStore();
  const witness = createWitness(policy);
  const warm = {};
  const failing = new Set<string>();
  const happened = { troubles: 0 };
  const topics: { do: 'answer' | 'are silent' | 'refuse' } = { do: 'answer' };
  const broken: unknown[] = [];
  let [calls, ops] = [0, 0];

  const takesTime = async () => {
    ops += 1;
    if (ops > endless) {
      const error = new Error('it goes on without end');
      broken.push(error);
      throw error;
    }
    await clock.sleep(latencies[ops % latencies.length] ?? 0);
  };
  /** What the witness cannot bear is nothing that the product may catch. */
  const sees = (look: () => void) => {
    try {
      look();
    } catch (error) {
      broken.push(error);
    }
  };
  const watched: Store = {
    ...memory,
    // History is told to nobody.
    putRun: async () => {},
    putEvaluation: async (next) => {
      const stored = await memory.putEvaluation(next);
      if (stored === 'stored') sees(() => witness.commits(next, clock.now()));
      return stored;
    },
    putState: async (next) => {
      const stored = await memory.putState(next);
      if (stored === 'stored') sees(() => witness.records(next));
      return stored;
    },
  };

  /** What one invocation works with, in which things go wrong as said. */
  const tools = (faults: readonly Fault[]) => {
    calls += 1;
    const life = mortal(faults, takesTime, () => { happened.troubles += 1; });
    const store: Store = {
      ...watched,
      state: (of) => life.store(() => watched.state(of)),
      states: () => life.store(watched.states),
      putState: (next) => life.store(() => watched.putState(next)),
      putRun: (run) => life.store(() => watched.putRun(run)),
      evaluation: () => life.store(watched.evaluation),
      putEvaluation: (next) => life.store(() => watched.putEvaluation(next)),
    };
    const publish = async (audience: string, note: Note, form: 'full' | 'minimal') => {
      if (topics.do === 'are silent') return { transient: 'SNS does not answer' };
      const became = topics.do === 'refuse' ? { refused: 'AuthorizationError: no permission' } : await life.publish(() => sees(() => witness.takes(audience, note)));
      if (form === 'minimal' && typeof became === 'object' && 'refused' in became) witness.refuses(audience, note);
      return became;
    };
    return { store, publish, clock, report: () => {}, random: () => 0.5, invocation: `invocation ${calls}`, deadlineAt: clock.now() + lifeMs, work: life.work };
  };

  /** An invocation at this time. It may never end. */
  const call = async ({ category, lateMs = 0, faults = [] }: Call): Promise<unknown> => {
    const scheduled = Math.floor((clock.now() - lateMs) / minute) * minute;
    const asked = checks[category].map(([id, service]) => aCheck(id, { service, category: category satisfies CategoryName }));
    const { work, ...common } = tools(faults);
    return invoke({ category, vantage: 'main', everyMs: minute, scheduled, checks: asked }, policy, {
      ...common, warm, measure: () => work(async () => {}), problemCount: () => 0,
      probe: (chosen) => work(async () => chosen.map(({ id }) => explained(failing.has(id) ? failed(id, { attempts: 5 }) : passed(id)))),
    }).catch((error: unknown) => broken.push(error));
  };

  return {
    clock, witness, memory, happened, topics,
    /** What the witness, or the product, could not bear. */
    broken,
    call,
    /** Somebody does something, which may be refused, not be done, or never end. */
    does: ({ asked, faults = [] }: Deed): Promise<unknown> =>
      doAct(asked, policy, tools(faults)).catch((error: unknown) => (error instanceof ActError ? undefined : broken.push(error))),
    fail: (ids: readonly string[]): void => {
      failing.clear();
      ids.forEach((id) => failing.add(id));
    },
    /** As many minutes in which every category runs, one after the other, and nothing goes wrong but what fails; ends early when it is told to. */
    calm: async (minutes: number, isEnough: () => Promise<boolean> = async () => false): Promise<void> => {
      for (let passed = 0; passed < minutes && !(await isEnough()); passed += 1) {
        await clock.sleep(minute - (clock.now() % minute));
        await call({ category: 'infrastructure' });
        await call({ category: 'endpoints' });
      }
    },
  };
};
