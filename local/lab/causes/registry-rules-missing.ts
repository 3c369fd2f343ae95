import { hosts } from '../settings.ts';
import type { Cause } from './cause.ts';

const kept = '/api/v1/*';

/** Whatever has no rule falls to the load balancer's default answer. */
export const registryRulesMissing: Cause = {
  id: 'registry-rules-missing',
  what: 'on the registry host only /api/v1/* and /api/health have listener rules',
  apply: (settings) => ({
    ...settings,
    rules: settings.rules.filter(({ hosts: on, paths }) => on?.includes(hosts.registry) !== true || paths?.includes(kept) === true),
  }),
};
