import type { Check } from '../../shared/checks/check.ts';
import type { TargetReason } from '../../shared/checks/reason.ts';

/** How an attempt fails. */
export interface Failure {
  readonly reason: TargetReason;
  readonly status?: number;
}

/** Whether, and how, an attempt fails that begins then; epoch milliseconds. `index`: of the check on its platform. */
export type Fault = (check: Check, index: number, at: number) => Failure | undefined;

/** What is truly wrong with a platform: the measure of what is told. Epoch milliseconds. */
export interface Trouble {
  /** What it is listed as. */
  readonly kind: string;
  readonly services: readonly string[];
  readonly from: number;
  readonly to: number;
  /** Nobody is to miss it. Otherwise it may be told, and need not. */
  readonly mustBeTold: boolean;
}

/** What happens to a platform, and what of it people suffer from. */
export interface Weather {
  readonly fault: Fault;
  readonly troubles: readonly Trouble[];
}

/** All of them at once. An attempt fails as the first of them says that fails it. */
export const together = (weathers: readonly Weather[]): Weather => ({
  troubles: weathers.flatMap(({ troubles }) => troubles),
  fault: (check, index, at) => {
    for (const { fault } of weathers) {
      const failure = fault(check, index, at);
      if (failure !== undefined) return failure;
    }
    return undefined;
  },
});
