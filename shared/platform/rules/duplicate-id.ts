import type { Finding } from '../fault.ts';
import type { Endpoint } from '../platform.ts';
import type { Described, Rule } from './rule.ts';

/** Endpoints are told apart by these alone; a name or service does not make another check of them. */
const isSame = (one: Endpoint, other: Endpoint) => one.host === other.host && one.method === other.method && one.path === other.path;

const repeatedEndpoints = ({ source, platform: { endpoints }, faulty }: Described): readonly Finding[] => {
  // What is left of a list is no longer where it was.
  if (faulty.has('endpoints')) return [];
  return endpoints.flatMap((endpoint, index) => {
    const first = endpoints.findIndex((other) => isSame(endpoint, other));
    return first === index ? [] : [{
      path: ['endpoints', index], found: `${endpoint.method} ${endpoint.path} of the ${endpoint.host} host again`,
      allowed: `each endpoint once; endpoints[${first}] in line ${source.line(['endpoints', first])} is the same: leave one of the two out`,
    }];
  });
};

/** Two checks with the same id, described or generated. */
export const duplicateId: Rule = (described) => {
  const { source, platform, grammar } = described;
  const checks = described.checks.filter(({ guessed }) => !guessed.has('id'));
  const generated = new Map(grammar.plan({ ...platform, checks: [], overrides: {} }).map(({ id, name }) => [id, name]));
  return [...repeatedEndpoints(described), ...checks.flatMap(({ index, check: { id } }, at) => {
    const path = ['checks', index, ...(source.has(['checks', index, 'id']) ? ['id'] : [])];
    const found = `the id "${id}" again`;
    const earlier = checks.slice(0, at).find(({ check }) => check.id === id);
    const taken = generated.get(id);
    if (earlier === undefined && taken === undefined) return [];
    const other = earlier === undefined ? `the generated check "${taken}"` : `line ${source.line(['checks', earlier.index])}`;
    return [{ path, found, allowed: `an id of its own; ${other} has this one` }];
  })];
};
