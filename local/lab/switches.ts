import { withCauses } from './causes/together.ts';
import { incidentNamed } from './incidents.ts';
import type { Settings } from './settings.ts';

/** The settings in force, and what is wrong in them. */
export interface Switches {
  readonly settings: () => Settings;
  /** Puts an incident's causes in place, at once, instead of those there were. Throws for an unknown id, naming those there are. */
  readonly switchOn: (incidentId: string) => void;
  /**
   * Puts causes in place by their ids, at once or as if since then (epoch milliseconds), instead of those there were. Throws for an unknown
   * id and for a cause of something that this lab does not have; nothing is changed then.
   */
  readonly breakBy: (causes: readonly string[], since?: number) => void;
  /** Makes everything well again, at once. */
  readonly switchOff: () => void;
  /** The id of the incident that is on, or those of the causes. */
  readonly active: () => string | undefined;
}

/** Begins with a lab that is well, which `well` makes as it is at a moment (epoch milliseconds); `onChange` is told after every change. */
export const createSwitches = (well: (since: number) => Settings, onChange: () => void): Switches => {
  let settings = well(Date.now());
  let active: string | undefined;
  const change = (to: Settings, name: string | undefined): void => {
    [settings, active] = [to, name];
    onChange();
  };
  return {
    settings: () => settings,
    switchOn: (incidentId) => change(withCauses(well(Date.now()), incidentNamed(incidentId).causes), incidentId),
    breakBy: (causes, since = Date.now()) => change(withCauses(well(since), causes), causes.length === 0 ? undefined : causes.join(' + ')),
    switchOff: () => change(well(Date.now()), undefined),
    active: () => active,
  };
};
