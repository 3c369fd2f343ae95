import type { SecretSettings } from '../settings.ts';
import { authSecret, databaseSecret } from '../settings.ts';
import type { Cause, Causes } from './cause.ts';

const day = 86_400_000;

const secret = (id: string, change: (secret: SecretSettings, since: number) => SecretSettings, what: string): Cause => ({
  what,
  apply: (settings) => {
    const before = settings.secrets[id];
    return before === undefined ? settings : { ...settings, secrets: { ...settings.secrets, [id]: change(before, settings.since) } };
  },
});

/** What can be wrong with secrets. */
export const secretCauses: Causes = {
  'secret-missing': {
    what: "auth's secret is gone",
    apply: (settings) => ({ ...settings, secrets: Object.fromEntries(Object.entries(settings.secrets).filter(([id]) => id !== authSecret)) }),
  },
  'secret-deleted': secret(databaseSecret, (before, since) => ({ ...before, deletedAt: since }), "MLflow's secret is scheduled for deletion"),
  'secret-key-empty': secret(authSecret, (before) => ({ ...before, values: { ...before.values, signing_key: '' } }), "a key of auth's secret has no value"),
  'secret-stale': secret(authSecret, (before, since) => ({ ...before, changedAt: since - 120 * day }), "auth's secret was not rotated for 120 days"),
  'secret-unreadable': secret(databaseSecret, (before) => ({ ...before, readable: false }), "the role may not read MLflow's secret any more"),
};
