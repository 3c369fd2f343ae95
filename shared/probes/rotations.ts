import { moment } from '../aws/moment.ts';
import { describeRotation, type Rotation } from '../aws/rotation.ts';
import type { SettingsOf, Zod } from '../platform/zod.ts';
import { askAws } from './aws-call.ts';
import { defineProbe } from './probe.ts';

const settings = (z: Zod) => z.strictObject({
  secrets: z.array(z.string().min(1)).min(1).describe('The secrets that are looked at, each by its name or ARN.'),
});

export type RotationsSettings = SettingsOf<typeof settings>;

const hourMs = 3_600_000;
const none = { unfinished: [], overdue: [] };

interface Seen extends Rotation { readonly id: string }

/** The newest first, each as `2025-08-05T06:12:03Z secret`. */
const listed = (seen: readonly Seen[], told: (of: Seen) => { readonly at: Date; readonly how?: string } | undefined): readonly string[] =>
  seen.flatMap((of) => ({ id: of.id, ...told(of) }))
    .flatMap(({ id, at, how = '' }) => (at === undefined ? [] : [{ id, at, how }]))
    .toSorted((a, b) => b.at.getTime() - a.at.getTime())
    .map(({ id, at, how }) => `${moment(at)} ${id}${how}`);

/** A rotation tries for a while: what should have ended an hour ago has failed. */
const failed = (at: Date | undefined, now: number) => (at !== undefined && now - at.getTime() > hourMs ? { at } : undefined);

const factsOf = (seen: readonly Seen[], now: number) => ({
  unfinished: listed(seen, ({ begun }) => failed(begun, now)),
  overdue: listed(seen, ({ due }) => failed(due, now)),
  changed: listed(seen, ({ changed }) =>
    (changed === undefined || now - changed.at.getTime() > 24 * hourMs ? undefined : { at: changed.at, how: changed.rotated ? ' (rotated)' : '' })),
});

/** Asks Secrets Manager when the values of secrets changed, and whether their rotations end and come in time. No value is read. */
export const rotations = defineProbe<RotationsSettings>({
  settings,
  target: ({ secrets }) => ({ label: `Secrets Manager ${secrets.join(', ')}`, requests: 2 * secrets.length }),
  expects: { facts: none },
  observes: () => ({ facts: true }),
  facts: {
    unfinished: 'Secrets of which a rotation began more than an hour ago and has not ended, each with that time: `2025-08-05T06:12:03Z secret`.',
    overdue: 'Secrets that were to be rotated more than an hour ago, each with that time.',
    changed: 'Secrets whose value changed within the last 24 hours, the newest first, each with that time, and with `(rotated)` where a rotation did it.',
  },
  run: ({ secrets }) => ({ signal }) => askAws('Secrets Manager', signal, async () => {
    const answers = await Promise.allSettled(secrets.map((id) => describeRotation(id, signal)));
    const seen = answers.flatMap((answer, index): Seen[] =>
      (answer.status === 'fulfilled' && answer.value !== undefined ? [{ id: secrets[index] ?? '', ...answer.value }] : []));
    const facts = factsOf(seen, Date.now());
    // What is known to be wrong stands, whatever became of the others; that nothing is wrong is known of all or not at all.
    const refused = answers.find((answer) => answer.status === 'rejected');
    if (refused !== undefined && facts.unfinished.length + facts.overdue.length === 0) throw refused.reason;
    return { facts };
  }),
});
