import type { Cause } from './cause.ts';

/** The container runs and ECS is content, but the target group's port is not the one that it listens on. */
export const authPortRefuses: Cause = {
  id: 'auth-port-refuses',
  what: "auth's container listens on nothing useful: its target refuses every connection",
  apply: (settings) => ({ ...settings, groups: { ...settings.groups, auth: { ...settings.groups.auth, port: 'wrong' } } }),
};
