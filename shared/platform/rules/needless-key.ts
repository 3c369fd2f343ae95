import { valueAt } from '../value-at.ts';
import type { Rule } from './rule.ts';

/** What a key is for, besides the checker's own, and the hosts of which one is asked with it. */
const keys = [
  { name: 'revoked', hosts: ['registry'] },
  { name: 'second', hosts: ['auth', 'registry'] },
] as const;

/** A key for which there is no host to ask: it would look as if it were checked. */
export const needlessKey: Rule = ({ source, faulty }) => (faulty.has('hosts') ? [] : keys.flatMap(({ name, hosts }) => {
  const path = ['authentication', name];
  if (valueAt(source.data, path) === undefined || hosts.some((host) => source.has(['hosts', host]))) return [];
  return [{ path, found: 'a key that no check asks with', allowed: `nothing, unless there is ${hosts.map((host) => `hosts.${host}`).join(' or ')}` }];
}));
