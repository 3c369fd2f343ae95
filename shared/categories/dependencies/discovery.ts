import type { ProbeSpec } from '../../checks/check.ts';
import type { Platform } from '../../platform/platform.ts';
import type { CloudMapSettings } from '../../probes/cloud-map.ts';
import type { Draft } from '../draft.ts';

/** Every registered service has a healthy instance, and DNS says the same as Cloud Map. */
export const discovery = ({ discovery: described, network }: Platform): readonly Draft[] => {
  if (described === undefined) return [];
  const probe: ProbeSpec<'cloudMap', CloudMapSettings> = { kind: 'cloudMap', settings: { ...described, services: [...described.services] } };
  return [{
    slug: 'discovery', name: `Names of ${described.namespace} lead to healthy instances`, service: 'discovery', role: 'warning', probe,
    expect: {
      facts: {
        unknown: { eq: [], words: { called: 'services that Cloud Map does not know' } },
        without: { eq: [], words: { called: 'services without a healthy instance' } },
        differing: { eq: [], words: { called: 'services of which DNS says something else than Cloud Map' } },
      },
    },
    ...(network.insideVpc ? {} : { skip: `names of ${described.namespace} are private, and the checker is outside the VPC (network.insideVpc)` }),
  }];
};
