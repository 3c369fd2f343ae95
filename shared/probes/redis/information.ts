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

/** Makes room by removing whatever key it likes: all of its memory in use is then as it should be. Source: Redis documentation, key eviction. */
const evictsAny = ({ maxmemory_policy: policy = '' }: Information): boolean => policy.startsWith('allkeys-');

/** How much of its memory is used, in percent, where it refuses what is new when all of it is; without a limit there is no part of it. */
const usedPart = (told: Information, used: number | undefined): number | undefined => {
  const most = numberOf(told['maxmemory']) ?? 0;
  return used === undefined || most === 0 || evictsAny(told) ? undefined : Math.round((1_000 * used) / most) / 10;
};

/** The facts in it. Older servers do not tell all of them. */
export const factsOf = (told: Information): Facts => {
  const { role, redis_version: version, master_link_status: masterLink } = told;
  const usedMemoryBytes = numberOf(told['used_memory']);
  const usedMemoryPercent = usedPart(told, usedMemoryBytes);
  const [clients, clientsMost] = [numberOf(told['connected_clients']), numberOf(told['maxclients'])];
  return {
    ...(role !== undefined && { role: roles[role] ?? role }),
    ...(version !== undefined && { version }),
    ...(usedMemoryBytes !== undefined && { usedMemoryBytes }),
    ...(usedMemoryPercent !== undefined && { usedMemoryPercent }),
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
