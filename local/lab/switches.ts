import { withCauses } from './causes/together.ts';
import { continued, current, type History } from './history.ts';
import { incidentNamed } from './incidents.ts';
import type { Settings } from './settings.ts';
import { leadMs } from './world/lead.ts';

/** What was and is in force, and what is wrong in it. */
export interface Switches {
  readonly history: () => History;
  /**
   * Puts an incident's causes in place, at once, instead of those there were, of which AWS goes on telling for as long as it does. Throws for
   * an unknown id, naming those there are.
   */
  readonly switchOn: (incidentId: string) => void;
  /**
   * Puts causes in place by their ids, at once or as if since then (epoch milliseconds), instead of those there were: as if all had been well
   * before. Throws for an unknown id and for a cause of something that this lab does not have; nothing is changed then.
   */
  readonly breakBy: (causes: readonly string[], since?: number) => void;
  /** Makes everything well again, at once. What was wrong until then AWS goes on telling of. */
  readonly switchOff: () => void;
  /** The id of the incident that is on, or those of the causes. */
  readonly active: () => string | undefined;
}

/** Begins with a lab that is and was well; `onChange` is told after every change. */
export const createSwitches = (well: Settings, onChange: () => void): Switches => {
  let history: History = [well];
  let active: string | undefined;
  const change = (to: History, name: string | undefined): void => {
    [history, active] = [to, name];
    onChange();
  };
  /** With what takes its time to become what it is begun so long ago. */
  const after = (before: History, causes: readonly string[], since: number): History => {
    const broken = (from: number) => withCauses({ ...well, since: from }, causes);
    return continued(before, broken(since - leadMs(current(before), broken(since))));
  };
  return {
    history: () => history,
    switchOn: (id) => {
      const { causes, daysLater = false } = incidentNamed(id);
      change(after(daysLater ? [well] : history, causes, Date.now()), id);
    },
    breakBy: (causes, since = Date.now()) =>
      change(causes.length === 0 ? [well] : after([well], causes, since), causes.length === 0 ? undefined : causes.join(' + ')),
    switchOff: () => change(continued(history, { ...well, since: Date.now() }), undefined),
    active: () => active,
  };
};
