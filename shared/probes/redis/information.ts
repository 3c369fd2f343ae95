import type { Facts } from '../../checks/observation.ts';

/** What INFO tells, by name. Source: Redis documentation, INFO. */
export type Information = Readonly<Record<string, string>>;

export const informationOf = (text: string): Information =>
  Object.fromEntries(text.split('\r\n').flatMap((line) => {
    const at = line.indexOf(':');
    return at <= 0 || line.startsWith('#') ? [] : [[line.slice(0, at), line.slice(at + 1)] as const];
  }));

const numberOf = (text: string | undefined): number | undefined => (text !== undefined && /^\d+$/.test(text) ? Number(text) : undefined);

const roles: Readonly<Record<string, string>> = { slave: 'replica' };

/** The facts in it. Older servers do not tell all of them; without a limit there is no part of it. */
export const factsOf = (told: Information): Facts => {
  const { role, redis_version: version, master_link_status: masterLink } = told;
  const [used, most] = [numberOf(told['used_memory']), numberOf(told['maxmemory'])];
  const [clients, clientsMost] = [numberOf(told['connected_clients']), numberOf(told['maxclients'])];
  return {
    ...(role !== undefined && { role: roles[role] ?? role }),
    ...(version !== undefined && { version }),
    ...(used !== undefined && most !== undefined && most > 0 && { usedMemoryPercent: Math.round((1_000 * used) / most) / 10 }),
    ...(clients !== undefined && { clients }),
    ...(clientsMost !== undefined && { clientsMost }),
    ...(masterLink !== undefined && { masterLink }),
  };
};

/** Its own time, epoch milliseconds, where it tells. */
export const serverTime = (told: Information): number | undefined => {
  const microseconds = numberOf(told['server_time_usec']);
  return microseconds === undefined ? undefined : microseconds / 1_000;
};
