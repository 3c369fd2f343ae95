import { describeSecret } from '../aws/secrets.ts';
import type { SecretState } from '../aws/secrets.ts';
import { duration } from '../platform/units.ts';
import type { SettingsOf, Zod } from '../platform/zod.ts';
import { askAws } from './aws-call.ts';
import { defineProbe } from './probe.ts';

const settings = (z: Zod) => z.strictObject({
  secrets: z.array(z.strictObject({
    id: z.string().min(1).describe('Name or ARN.'),
    keys: z.array(z.string().min(1)).default([]).describe('Keys that must have a value.'),
    maxAge: duration(z).exactOptional().describe('Time after which it should have been rotated.'),
  })).min(1).describe('The secrets that are looked at.'),
});

export type SecretsSettings = SettingsOf<typeof settings>;

const none = { notFound: [], deleted: [], incomplete: [], stale: [] };

interface Seen { readonly id: string; readonly state: SecretState | undefined }

/** Asks Secrets Manager about secrets that the platform needs. Their values are read only to see whether keys have one, and never kept. */
export const secrets = defineProbe<SecretsSettings>({
  settings,
  target: ({ secrets }) => ({
    label: `Secrets Manager ${secrets.map(({ id }) => id).join(', ')}`,
    requests: 2 * secrets.length,
  }),
  expects: { facts: none },
  observes: () => ({ facts: true }),
  facts: {
    notFound: 'Secrets that there are not, or that have no current value.',
    deleted: 'Secrets that are scheduled for deletion.',
    incomplete: 'Keys that are missing or have no value, each as `secret: key`.',
    stale: 'Secrets whose value is older than it should be.',
  },
  run: ({ secrets }) => ({ signal }) => askAws('Secrets Manager', signal, async () => {
    const asked = secrets.map(({ maxAge, ...secret }) => ({ ...secret, ...(maxAge === undefined ? {} : { maxAgeMs: maxAge }) }));
    const answers = await Promise.allSettled(asked.map((secret) => describeSecret(secret, signal)));
    const seen = answers.map((answer, index): Seen =>
      ({ id: asked[index]?.id ?? '', state: answer.status === 'fulfilled' ? answer.value : undefined }));
    const facts = {
      notFound: seen.flatMap(({ id, state }) => (state?.state === 'not found' ? [id] : [])),
      deleted: seen.flatMap(({ id, state }) => (state?.state === 'deleted' ? [id] : [])),
      incomplete: seen.flatMap(({ id, state }) => (state?.state === 'there' ? state.missingKeys.map((key) => `${id}: ${key}`) : [])),
      stale: seen.flatMap(({ id, state }) => (state?.state === 'there' && state.stale ? [id] : [])),
    };
    // What is known to be wrong stands, whatever became of the others; that nothing is wrong is known of all or not at all.
    const refused = answers.find((answer) => answer.status === 'rejected');
    if (refused !== undefined && Object.values(facts).every((list) => list.length === 0)) throw refused.reason;
    return { facts };
  }),
});
