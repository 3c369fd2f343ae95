import type { Check } from '../checks/check.ts';
import type { CategoryName } from '../platform/category.ts';
import type { Override, Platform } from '../platform/platform.ts';
import { usualSeverity } from '../platform/usual-severity.ts';
import type { Draft } from './draft.ts';
import { outOfReach } from './private-name.ts';

/** A category's own checks, from the description alone. */
export type Generate = (platform: Platform) => readonly Draft[];

const toCheck = (category: CategoryName, timeoutMs: number) => ({ slug, requires = [], timeoutMs: own = timeoutMs, ...draft }: Draft): Check => ({
  severity: usualSeverity(draft.role), ...draft, id: `${category}/${slug}`, category, timeoutMs: Math.min(own, timeoutMs), requires: requires.map((each) => `${category}/${each}`),
});

const adjust = (check: Check, override: Override | undefined): Check => {
  if (override === undefined) return check;
  const { enabled, severity, owner, metric, timeoutMs } = override;
  return {
    ...check,
    ...(severity === undefined ? {} : { severity }),
    ...(owner === undefined ? {} : { owner }),
    ...(timeoutMs === undefined ? {} : { timeoutMs }),
    ...(metric === true ? { metric } : {}),
    ...(enabled === false ? { skip: 'switched off by the description' } : {}),
  };
};

/** Why a check does not apply of itself goes before where the checker stands: that would not change it. */
const within = (platform: Platform) => (check: Check): Check => {
  const skip = check.skip ?? outOfReach(check.probe, platform);
  return skip === undefined ? check : { ...check, skip };
};

/** All checks of a category: the generated ones, then the described ones, each as the description adjusts it. */
export const checksOf = (category: CategoryName, generate: Generate, platform: Platform): readonly Check[] => {
  const described = platform.checks.filter((check) => check.category === category);
  return [...generate(platform).map(toCheck(category, platform.timeoutMs)), ...described]
    .map(within(platform)).map((check) => adjust(check, platform.overrides[check.id]));
};
