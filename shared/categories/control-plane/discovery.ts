import type { ProbeSpec } from '../../checks/check.ts';
import type { InstancesSettings } from '../../probes/instances.ts';
import type { Generate } from '../checks-of.ts';
import type { Draft } from '../draft.ts';

/** One check for each discovered service: Cloud Map has a healthy instance of it. Private names are not resolved, so it works from anywhere. */
export const discoveryChecks: Generate = ({ discovery }) => {
  if (discovery === undefined) return [];
  const { namespace, services } = discovery;
  return [...new Set(services)].map((service): Draft => {
    const probe: ProbeSpec<'instances', InstancesSettings> = { kind: 'instances', settings: { namespace, service } };
    return {
      slug: `discovery-${service}`, name: `Cloud Map has a healthy instance of ${service}.${namespace}`, service: 'discovery', role: 'warning',
      probe, expect: { facts: { healthy: { gte: 1, words: { called: `healthy instances of ${service}` } } } },
    };
  });
};
