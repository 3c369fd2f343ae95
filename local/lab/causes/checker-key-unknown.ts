import type { Cause } from './cause.ts';

/** Nothing can tell while auth itself is down. */
export const checkerKeyUnknown: Cause = {
  id: 'checker-key-unknown',
  what: "the checker's API key was not migrated: auth does not know it",
  apply: (settings) => ({ ...settings, auth: { ...settings.auth, keys: [] } }),
};
