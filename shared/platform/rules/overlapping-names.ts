import type { Finding, Path } from '../fault.ts';
import type { Described, Rule } from './rule.ts';

/** A name and where it is described; a generated one stands nowhere, so that nothing can be told there. */
interface Named { readonly name: string; readonly path?: Path; readonly at?: 'key' }

/** As people read it: neither case nor white space tells names apart. */
const asRead = (name: string): string => name.trim().replace(/\s+/g, ' ').toLowerCase();

const readAlike = (names: readonly Named[], what: string): readonly Finding[] => names.flatMap(({ name, path, ...place }, index) => {
  const same = (earlier: Named) => earlier.name !== name && asRead(earlier.name) === asRead(name);
  const other = names.slice(0, index).find(same);
  return path === undefined || other === undefined ? [] : [{
    path, ...place, found: `the ${what} "${name}"`, allowed: `a name that differs from "${other.name}" in more than case`,
  }];
});

const keys = (part: string, described: object): readonly Named[] =>
  Object.keys(described).map((name) => ({ name, path: [part, name], at: 'key' }));

/** Services with the place of each, generated names first: they are given, so that it is the described ones that must differ. */
const servicesOf = ({ source, grammar, platform, plan, checks, faulty }: Described): readonly Named[] => {
  const ownService = (index: number) => !faulty.has('endpoints') && source.has(['endpoints', index, 'service']);
  const described: readonly Named[] = [
    ...keys('services', platform.services),
    ...platform.endpoints.flatMap(({ service }, index) => (ownService(index) ? [{ name: service, path: ['endpoints', index, 'service'] }] : [])),
  ];
  const ofChecks = checks.flatMap(({ index, guessed, check: { service } }) =>
    (guessed.has('service') ? [] : [{ name: service, path: ['checks', index, 'service'] }]));
  const endpoints = platform.endpoints.filter((_, index) => !ownService(index));
  const given = grammar.plan({ ...platform, services: {}, endpoints, checks: [], overrides: {} });
  const others = plan.filter(({ service }) => ![...described, ...ofChecks].some(({ name }) => name === service));
  const all: readonly Named[] = [...[...given, ...others].map(({ service }) => ({ name: service })), ...described, ...ofChecks];
  return all.filter(({ name }, index) => all.findIndex((other) => other.name === name) === index);
};

/** Names that people would confuse: services, audiences and credentials that differ only in case, checks with the same name. */
export const overlappingNames: Rule = (part) => {
  const { source, platform, plan, checks } = part;
  const described = new Set<string>(checks.map(({ check }) => check.id));
  const generated = plan.filter(({ id }) => !described.has(id));
  const sameName = checks.flatMap(({ index, check }, at): readonly Finding[] => {
    const other = [...generated, ...checks.slice(0, at).map(({ check }) => check)].find(({ id, category, name }) =>
      id !== check.id && category === check.category && asRead(name) === asRead(check.name));
    const path = ['checks', index, 'name'];
    if (other === undefined || !source.has(path)) return [];
    return [{ path, found: `the name "${check.name}"`, allowed: `a name of its own; "${other.id}" has this one` }];
  });
  return [
    ...readAlike(servicesOf(part), 'service'),
    ...readAlike(keys('audiences', platform.audiences), 'audience'),
    ...readAlike(keys('credentials', platform.credentials), 'credential'),
    ...sameName,
  ];
};
