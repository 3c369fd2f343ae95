import type { CheckState } from './check-state.ts';

const windowMs = 60 * 60_000;
/** So many changes of the hard state within the window are flapping. */
const changes = 4;

/** When a check became hard or ceased to be, within the last hour; epoch milliseconds, oldest first. */
export type Turns = readonly number[];

const isHard = ({ state }: CheckState): boolean => state === 'hard';

/**
 * A check's next state, told whether it changes too often, and the turns that are remembered for it. What has been found to flap begins
 * anew once it is calm. Failing for longer is no more than a pause: well again within the window, it flaps on.
 */
export const withFlapping = (before: CheckState, next: CheckState, turns: Turns, at: number): { readonly state: CheckState; readonly turns: Turns } => {
  if (before.state === 'flapping') return { state: next, turns: isHard(next) ? Array.from({ length: changes - 1 }, () => at) : [] };
  const recent = turns.filter((turn) => at - turn < windowMs);
  if (isHard(before) === isHard(next)) return { state: next, turns: recent };
  const turned = [...recent, at];
  return turned.length >= changes ? { state: { state: 'flapping', since: at, lastFailed: at }, turns: [] } : { state: next, turns: turned };
};
