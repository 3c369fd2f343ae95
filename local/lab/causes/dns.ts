import { hosts } from '../settings.ts';
import type { Settings } from '../settings.ts';
import type { Cause, Causes } from './cause.ts';

type Failure = 'servfail' | 'refused' | 'silent';

const failing = (name: string, failure: Failure, what: string): Cause =>
  ({ what, apply: (settings) => ({ ...settings, dns: { ...settings.dns, fails: { ...settings.dns.fails, [name]: failure } } }) });

const without = ({ dns, ...settings }: Settings, name: string): Settings =>
  ({ ...settings, dns: { ...dns, names: Object.fromEntries(Object.entries(dns.names).filter(([known]) => known !== name)) } });

const pointing = ({ dns, ...settings }: Settings, name: string, address: string): Settings =>
  ({ ...settings, dns: { ...dns, names: { ...dns.names, [name]: [address] } } });

/** What can be wrong with names. */
export const dnsCauses: Causes = {
  'auth-name-missing': { what: "auth's public name has no record", apply: (settings) => without(settings, hosts.auth) },
  'registry-name-missing': { what: "the registry's public name has no record", apply: (settings) => without(settings, hosts.registry) },
  'registry-name-elsewhere': {
    what: "the registry's name still points at a load balancer that is gone",
    apply: (settings) => pointing(settings, hosts.registry, '127.0.0.3'),
  },
  'mlflow-name-stale': {
    what: "MLflow's private name still points at the address of a task that is gone",
    apply: (settings) => pointing(settings, hosts.mlflow, '127.0.0.3'),
  },
  'registry-zone-broken': failing(hosts.registry, 'servfail', "the name server of the registry's zone answers SERVFAIL"),
  'registry-zone-refused': failing(hosts.registry, 'refused', "the name server does not serve the registry's zone any more"),
  'registry-zone-silent': failing(hosts.registry, 'silent', "the name server does not answer about the registry's zone"),
};
