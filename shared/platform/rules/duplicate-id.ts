import type { Rule } from './rule.ts';

/** Two checks with the same id, described or generated. */
export const duplicateId: Rule = ({ source, platform, grammar, checks }) => {
  const planned = grammar.plan({ ...platform, checks: [], overrides: {} });
  const generated = new Map(planned.map(({ id, name }) => [id, name]));
  const twice = planned.filter(({ id }, at) => planned.findIndex((check) => check.id === id) < at).map(({ id, name }) => ({
    path: ['endpoints'], allowed: 'names of their own',
    found: `"${generated.get(id) ?? id}" and "${name}", which both become the check "${id}"`,
  }));
  return [...twice, ...checks.flatMap(({ index, check: { id } }, at) => {
    const path = ['checks', index, ...(source.has(['checks', index, 'id']) ? ['id'] : [])];
    const found = `the id "${id}" again`;
    const earlier = checks.slice(0, at).find(({ check }) => check.id === id);
    const taken = generated.get(id);
    if (earlier === undefined && taken === undefined) return [];
    const other = earlier === undefined ? `the generated check "${taken}"` : `line ${source.line(['checks', earlier.index])}`;
    return [{ path, found, allowed: `an id of its own; ${other} has this one` }];
  })];
};
