import type { Finding } from '../fault.ts';
import type { Endpoint } from '../platform.ts';
import type { Described, Rule } from './rule.ts';

/** Endpoints are told apart by these alone; a name or service does not make another check of them. */
const isSame = (one: Endpoint, other: Endpoint) => one.host === other.host && one.method === other.method && one.path === other.path;

const repeatedEndpoints = ({ source, platform, grammar, faulty }: Described): readonly Finding[] => {
  const { endpoints } = platform;
  // What is left of a list is no longer where it was; what nobody described does not repeat itself.
  if (faulty.has('endpoints') || !source.has(['endpoints'])) return [];
  const ids = endpoints.map((endpoint) =>
    grammar.plan({ ...platform, endpoints: [endpoint], checks: [], overrides: {} }).find(({ category }) => category === 'endpoints')?.id);
  const placeOf = (index: number) => `endpoints[${index}] in line ${source.line(['endpoints', index])}`;
  return endpoints.flatMap((endpoint, index): readonly Finding[] => {
    const path = ['endpoints', index];
    const same = endpoints.findIndex((other) => isSame(endpoint, other));
    if (same !== index) {
      return [{
        path, found: `${endpoint.method} ${endpoint.path} of the ${endpoint.host} host again`,
        allowed: `each endpoint once; ${placeOf(same)} is the same: leave one of the two out`,
      }];
    }
    const id = ids[index];
    const alike = ids.indexOf(id);
    return id === undefined || alike === index ? [] : [{
      path, found: `the id "${id}" again`,
      allowed: `an id of its own; ${placeOf(alike)} has this one: describe one of the two in full as a check with an id of its own`,
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
