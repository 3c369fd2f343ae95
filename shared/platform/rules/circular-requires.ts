import type { Rule } from './rule.ts';

/** Checks that wait for each other. Each circle is told once, at the first of its checks that is described. */
export const circularRequires: Rule = ({ plan, checks }) => {
  const requires = new Map(plan.map(({ id, requires }) => [id, requires]));
  const told = new Set<string>();
  const circleFrom = (id: string): readonly string[] | undefined => {
    const seen = new Set<string>();
    const walk = (path: readonly string[]): readonly string[] | undefined => {
      for (const next of requires.get(path.at(-1) ?? '') ?? []) {
        if (next === id) return [...path, id];
        if (seen.has(next)) continue;
        seen.add(next);
        const circle = walk([...path, next]);
        if (circle !== undefined) return circle;
      }
      return undefined;
    };
    return walk([id]);
  };
  return checks.flatMap(({ index, check: { id } }) => {
    if (told.has(id)) return [];
    const circle = circleFrom(id);
    if (circle === undefined) return [];
    circle.forEach((id) => told.add(id));
    return [{
      path: ['checks', index, 'requires'], found: `a circle, ${circle.join(' -> ')}`, allowed: 'checks that do not wait for this one',
    }];
  });
};
