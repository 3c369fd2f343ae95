import { didYouMean } from '../closest.ts';
import type { Finding, Path } from '../fault.ts';
import { valueAt } from '../value-at.ts';
import { isPlanComplete } from './rule.ts';
import type { Rule } from './rule.ts';

/** `requires` or `overrides` that name a check which is not there, or one of another category. */
export const unknownCheck: Rule = (described) => {
  if (!isPlanComplete(described)) return [];
  const { platform, plan, checks, refused } = described;
  const ids = plan.map(({ id }) => id);
  const unknown = (path: Path, id: string, known: readonly string[], allowed: string): readonly Finding[] => {
    if (known.includes(id) || refused.some((check) => id.endsWith(`/${String(valueAt(check, ['id']))}`))) return [];
    const found = ids.includes(id) ? `"${id}", a check of another category` : `"${id}", which is no check`;
    return [{ path, found, allowed, hint: didYouMean(id, known) }];
  };
  return [
    ...checks.flatMap(({ index, check: { category, requires } }) => {
      const known = plan.filter((check) => check.category === category).map(({ id }) => id);
      return requires.flatMap((id, at) => unknown(['checks', index, 'requires', at], id, known, `the id of a check of ${category}`));
    }),
    ...Object.keys(platform.overrides).flatMap((id) => unknown(['overrides', id], id, ids, 'the id of a check'))
      .map((finding) => ({ ...finding, at: 'key' as const })),
  ];
};
