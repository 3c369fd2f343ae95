import type { Finding, Path } from './fault.ts';
import { pathText } from './fault.ts';
import { valueAt } from './value-at.ts';

const parentOf = (path: Path): string => pathText(path.slice(0, -1));

/**
 * Without what only follows from another finding: of a single value, the first of the forms that it fails; beside an unknown key, what
 * is then said of its mapping as a whole, and that the key is missing which was probably meant.
 */
export const withoutConsequences = (findings: readonly Finding[], data: unknown): readonly Finding[] => {
  const unknownKeys = findings.filter(({ at }) => at === 'key');
  const isMeant = (hint: string | undefined, path: Path) => valueAt(data, path) === undefined && hint?.includes(`"${String(path.at(-1))}"`);
  const follows = ({ path, at }: Finding): boolean => at !== 'key' && unknownKeys.some(({ path: unknown, hint }) =>
    parentOf(unknown) === pathText(path) || (parentOf(unknown) === parentOf(path) && isMeant(hint, path)));
  const told = new Set<string>();
  return findings.filter((finding) => {
    const { path, at } = finding;
    if (follows(finding)) return false;
    if (at === 'key' || typeof valueAt(data, path) === 'object') return true;
    const place = pathText(path);
    const first = !told.has(place);
    told.add(place);
    return first;
  });
};
