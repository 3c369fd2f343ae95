import type { Finding, Path } from '../fault.ts';
import type { Rule } from './rule.ts';

interface Named { readonly name: string; readonly path: Path; readonly at?: 'key' }

const sameButForCase = (names: readonly Named[], what: string): readonly Finding[] => names.flatMap(({ name, ...place }, index) => {
  const other = names.slice(0, index).find((earlier) => earlier.name !== name && earlier.name.toLowerCase() === name.toLowerCase());
  return other === undefined ? [] : [{
    ...place, found: `the ${what} "${name}"`, allowed: `a name that differs from "${other.name}" in more than case`,
  }];
});

const keys = (part: string, described: object): readonly Named[] =>
  Object.keys(described).map((name) => ({ name, path: [part, name], at: 'key' }));

/** Names that people would confuse: services, audiences and credentials that differ only in case, checks with the same name. */
export const overlappingNames: Rule = ({ source, platform, plan, checks }) => {
  const described = new Set<string>(checks.map(({ check }) => check.id));
  const generated = plan.filter(({ id }) => !described.has(id));
  const services: readonly Named[] = [
    ...keys('services', platform.services),
    ...generated.map(({ service }) => ({ name: service, path: [] })),
    ...checks.map(({ index, check: { service } }) => ({ name: service, path: ['checks', index, 'service'] })),
  ];
  const sameName = checks.flatMap(({ index, check }, at): readonly Finding[] => {
    const other = [...generated, ...checks.slice(0, at).map(({ check }) => check)].find(({ id, category, name }) =>
      id !== check.id && category === check.category && name.toLowerCase() === check.name.toLowerCase());
    const path = ['checks', index, 'name'];
    if (other === undefined || !source.has(path)) return [];
    return [{ path, found: `the name "${check.name}"`, allowed: `a name of its own; "${other.id}" has this one` }];
  });
  return [
    ...sameButForCase(services.filter(({ name }, index) => services.findIndex((other) => other.name === name) === index), 'service'),
    ...sameButForCase(keys('audiences', platform.audiences), 'audience'),
    ...sameButForCase(keys('credentials', platform.credentials), 'credential'),
    ...sameName,
  ];
};
