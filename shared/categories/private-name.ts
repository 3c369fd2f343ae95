import type { ProbeSpec } from '../checks/check.ts';
import type { Platform } from '../platform/platform.ts';

/** As names are compared: whatever their case, without a final dot or the brackets of an address. */
const plain = (name: string): string => name.toLowerCase().replace(/^\[|\]$|\.$/g, '');

const isUnder = (name: string, zone: string): boolean => name === zone || name.endsWith(`.${zone}`);

/** The setting by which each kind of probe names its host. */
const named: Readonly<Record<string, string>> = { http: 'url', dns: 'name', tls: 'host', tcp: 'host' };

const hostOf = ({ kind, settings }: ProbeSpec): string | undefined => {
  const setting = named[kind];
  const text = setting && (settings as Readonly<Record<string, unknown>>)[setting];
  if (typeof text !== 'string') return undefined;
  const host = setting === 'url' ? URL.parse(text)?.hostname : text;
  return host === undefined ? undefined : plain(host);
};

/** Why a probe can tell nothing from where the checker stands: a name of the VPC, asked for outside it, would always fail. */
export const outOfReach = (probe: ProbeSpec, { network, mlflow, discovery }: Platform): string | undefined => {
  const host = network.insideVpc ? undefined : hostOf(probe);
  if (host === undefined) return undefined;
  const zones = ['local', mlflow?.internalName, discovery?.namespace].filter((zone) => zone !== undefined).map(plain);
  if (!zones.some((zone) => isUnder(host, zone))) return undefined;
  return `${host} is a private name, and the checker is outside the VPC (network.insideVpc)`;
};
