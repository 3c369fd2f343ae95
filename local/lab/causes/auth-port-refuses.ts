import type { Cause } from './cause.ts';

/** The container runs and ECS is content, but the target group's port is not the one that it listens on. */
export const authPortRefuses: Cause = {
  id: 'auth-port-refuses',
  what: "auth's container listens on nothing useful: its target refuses every connection",
  apply: (settings, { refusedPort }) => ({
    ...settings,
    targetGroups: { ...settings.targetGroups, auth: [{ address: '127.0.0.1', port: refusedPort }] },
  }),
};
