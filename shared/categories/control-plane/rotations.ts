import type { ProbeSpec } from '../../checks/check.ts';
import type { RotationsSettings } from '../../probes/rotations.ts';
import type { Generate } from '../checks-of.ts';

/** One check of the described secrets: what rotates them does it in time, and to the end. It tells which were changed lately, by a rotation or otherwise. */
export const rotationChecks: Generate = ({ secrets }) => {
  if (secrets.length === 0) return [];
  const probe: ProbeSpec<'rotations', RotationsSettings> = { kind: 'rotations', settings: { secrets: [...new Set(secrets.map(({ id }) => id))] } };
  return [{
    slug: 'rotations', name: 'Rotations of secrets come in time, and end', service: 'secrets', role: 'warning', probe,
    expect: {
      facts: {
        unfinished: { eq: [], words: { called: 'rotations that began and did not end' } },
        overdue: { eq: [], words: { called: 'rotations that did not come' } },
      },
    },
  }];
};
