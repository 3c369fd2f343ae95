import type { ProbeSpec } from '../checks/check.ts';
import type { Platform } from '../platform/platform.ts';

/** As names are compared: whatever their case, without a final dot or the brackets of an address. */
const plain = (name: string): string => name.toLowerCase().replace(/^\[|\]$|\.$/g, '');

const isUnder = (name: string, zone: string): boolean => name === zone || name.endsWith(`.${zone}`);

/** Whatever its kind, a probe names its host by a URL or as a host; a lookup by the name that it looks up. */
const hostOf = ({ kind, settings }: ProbeSpec): string | undefined => {
  const { url, host, name } = settings as Readonly<Record<string, unknown>>;
  const found = typeof url === 'string' ? URL.parse(url)?.hostname : kind === 'dns' ? name : host;
  return typeof found === 'string' ? plain(found) : undefined;
};

/** Why a probe can tell nothing from where the checker stands: a name of the VPC, asked for outside it, would always fail. */
export const outOfReach = (probe: ProbeSpec, { network, mlflow, discovery }: Platform): string | undefined => {
  const host = network.insideVpc ? undefined : hostOf(probe);
  if (host === undefined) return undefined;
  const zones = ['local', mlflow?.internalName, discovery?.namespace].filter((zone) => zone !== undefined).map(plain);
  if (!zones.some((zone) => isUnder(host, zone))) return undefined;
  return `${host} is a private name, and the checker is outside the VPC (network.insideVpc)`;
};
