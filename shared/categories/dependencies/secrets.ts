import type { ProbeSpec } from '../../checks/check.ts';
import type { Platform } from '../../platform/platform.ts';
import type { SecretsSettings } from '../../probes/secrets.ts';
import type { Draft } from '../draft.ts';

/** Every secret that the platform needs is there, whole, and rotated in time. */
export const secrets = ({ secrets: described }: Platform): readonly Draft[] => {
  if (described.length === 0) return [];
  const asked = described.map(({ maxAgeMs, id, keys }) => ({ id, keys: [...keys], ...(maxAgeMs === undefined ? {} : { maxAge: maxAgeMs }) }));
  const probe: ProbeSpec<'secrets', SecretsSettings> = { kind: 'secrets', settings: { secrets: asked } };
  return [{
    slug: 'secrets', name: 'Secrets are there, and whole', service: 'secrets', role: 'warning', probe,
    expect: {
      facts: {
        notFound: { eq: [], words: { called: 'secrets that are not there' } },
        deleted: { eq: [], words: { called: 'secrets that are to be deleted' } },
        incomplete: { eq: [], words: { called: 'secrets that lack something' } },
        stale: { eq: [], words: { called: 'secrets that should have been rotated' } },
      },
    },
  }];
};
