import type { ProbeContext, Session } from '../probes/probe.ts';
import { messageOf } from '../problem.ts';
import type { Clock } from './clock.ts';

/** The sessions of one run, by name. */
export const createSessions = (clock: Clock) => {
  const sessions = new Map<string, Session>();
  const session: ProbeContext['session'] = <S extends Session>(name: string, open: () => S): S => {
    const opened = sessions.get(name) ?? open();
    sessions.set(name, opened);
    return opened as S;
  };
  return {
    session,
    /** Closes them all, until `endAt` (monotonic) at the latest. Never rejects; tells what could not be closed. */
    close: async (endAt: number): Promise<readonly string[]> => {
      const controller = new AbortController();
      const { promise: over, resolve } = Promise.withResolvers<string>();
      const cancel = clock.timer(endAt - clock.monotonic(), () => {
        controller.abort();
        resolve('there was no time left');
      });
      const closing = [...sessions.values()].map(async ({ what, close }) => {
        const failed = await Promise.race([over, close(controller.signal).then(() => undefined, messageOf)]);
        return failed === undefined ? [] : [`${what}: ${failed}`];
      });
      const failures = (await Promise.all(closing)).flat();
      cancel();
      return failures;
    },
  };
};
