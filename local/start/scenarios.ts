import { isDeepStrictEqual } from 'node:util';
import type { CategoryName } from '../../shared/platform/category.ts';
import { incidentNamed, type Incident } from '../lab/incidents.ts';
import { settle, untold } from './settle.ts';
import type { Stage } from './stage.ts';

export interface ScenarioOptions {
  /** Checks a category as the lab is from now on, and resolves when that has ended. */
  readonly run: (category: CategoryName) => Promise<unknown>;
  readonly say: (line: string) => void;
  /** Told when an incident is on, and when all is well again. */
  readonly changed?: () => void;
}

/** An incident that was asked for, until it is on. */
interface Request { readonly incident: Incident; readonly givenUp: AbortController; readonly done: Promise<void> }

/**
 * The one way in which incidents come and go while the lab is checked: each after its baseline. What was there before it is put in place and
 * checked first, so that there is something to compare with; only where that is so already, and certain, and AWS tells of no tasks that died of
 * what is mended, it is on at once. Of two that are asked for, the last one comes.
 */
export const createScenarios = (stage: Stage, { run, say, changed = () => {} }: ScenarioOptions) => {
  const { lab } = stage;
  let inPlace: { readonly causes: readonly string[]; readonly since: number } = { causes: [], since: Date.now() };
  let request: Request | undefined;
  let ended: Promise<unknown> = Promise.resolve();

  const put = (causes: readonly string[], change: () => void): void => {
    change();
    inPlace = { causes, since: Date.now() };
  };
  const giveUp = (): void => {
    request?.givenUp.abort();
    request = undefined;
  };
  const introduce = async ({ id, before = [], causes }: Incident, isGivenUp: () => boolean): Promise<void> => {
    if (lab.hasTraces() || !isDeepStrictEqual(before, inPlace.causes)) put(before, () => lab.breakBy(before));
    const due = await untold(stage, inPlace.since);
    if (isGivenUp()) return;
    if (due.length > 0) {
      say(`Checking what was there before ${id}${before.length === 0 ? '' : `: ${before.join(', ')}`}…`);
      await settle(stage, { run, due, isGivenUp });
    }
    if (isGivenUp()) return;
    put(causes, () => lab.switchOn(id));
    say(`Incident ${id} is on.`);
    changed();
  };

  return {
    /**
     * Resolves when the incident is on, or given up; asked for again before that, it begins no second time. Throws for an unknown id, naming
     * those there are, and rejects when what was there before cannot be known; the incident is not switched on then.
     */
    switchOn: (id: string): Promise<void> => {
      const incident = incidentNamed(id);
      if (request?.incident === incident) return request.done;
      giveUp();
      const givenUp = new AbortController();
      const done = introduce(incident, () => givenUp.signal.aborted).finally(() => {
        if (request?.givenUp === givenUp) request = undefined;
      });
      request = { incident, givenUp, done };
      ended = Promise.allSettled([ended, done]);
      return done;
    },
    heal: (): void => {
      giveUp();
      put([], lab.switchOff);
      changed();
    },
    /** The id of the incident before which things are being checked. */
    checkingBefore: (): string | undefined => request?.incident.id,
    /** Switches on nothing more; waits for what is being checked for it. */
    stop: async (): Promise<void> => {
      giveUp();
      await ended;
    },
  };
};
