import { formatFaults } from '../fault.ts';
import type { Fault } from '../fault.ts';
import type { Grammar } from '../grammar.ts';
import { readAddresses } from './init-address.ts';
import { authPart, checkPart, commentedPart, endpointPart, networkPart, proposedChecks, proposedEndpoints, yaml } from './init-parts.ts';
import type { Visited } from './init-parts.ts';
import { withRoom } from './init-room.ts';
import type { Proposal } from './init-room.ts';
import { foundAt, isOrigin, visitAll } from './init-visit.ts';
import type { Ask } from './init-visit.ts';
import { loadPlatform } from '../load.ts';

export type { Asked } from './init-parts.ts';

export interface InitOptions {
  /** What is to be checked: http or https URLs. */
  readonly urls: readonly string[];
  readonly ask: Ask;
  /** What a description can say, so that nothing is written that would be refused. */
  readonly grammar: Grammar;
}

export interface Started {
  /** The commented description, as text. */
  readonly description: string;
  /** A sentence for each address: what was found there, or what was left out. */
  readonly found: readonly string[];
}

const roles = ['auth', 'registry'] as const;
type Hosts = Readonly<Partial<Record<(typeof roles)[number], Visited>>>;

/** `auth.example.com` and `registry.example.com` by their first label: of each role the first. */
const hostsAmong = (visited: readonly Visited[]): Hosts => Object.fromEntries(roles.flatMap((role) => {
  const host = visited.find(({ url }) => isOrigin(url) && url.hostname.startsWith(`${role}.`));
  return host === undefined ? [] : [[role, host]];
}));

/** All that was asked: the platform's hosts, and the others. */
interface Places { readonly visited: readonly Visited[]; readonly hosts: Hosts; readonly others: readonly Visited[] }

const describe = ({ visited, hosts, others }: Places, kept: readonly Proposal[], found: readonly string[]): string => {
  const { auth, registry } = hosts;
  const origins = Object.fromEntries(Object.entries(hosts).map(([role, { url }]) => [role, url.origin]));
  const endpoints = registry === undefined ? [] : endpointPart(registry, kept);
  return [
    '# A platform to be checked: one file per environment. Whatever is not described has a default.',
    '#', '# What was found when this file was written:', ...found.map((sentence) => `# * ${sentence}`),
    'environment: development',
    ...(Object.keys(origins).length === 0 ? [] : ['', '# The public hosts.', yaml({ hosts: origins })]),
    ...endpoints,
    ...(auth === undefined ? [] : authPart(auth, endpoints.length > 0)),
    ...checkPart(others, kept),
    ...networkPart(visited),
    commentedPart,
  ].join('\n');
};

const faultsOf = (description: string, grammar: Grammar): readonly Fault[] => {
  const loaded = loadPlatform(description, { file: 'the description', grammar, readFile: () => '' });
  return 'faults' in loaded ? loaded.faults : [];
};

/**
 * A commented starting description of the platform at the given URLs: `auth.*` and `registry.*` become its hosts, all else plain
 * checks; endpoints are proposed from `/openapi.json` where a host serves one, as many as there is room for. Each address is asked
 * once, and each origin once for that document. Rejects with a TypeError, before any is asked, when one of them is no http or https
 * URL, carries a login or holds a secret.
 */
export const initPlatform = async ({ urls, ask, grammar }: InitOptions): Promise<Started> => {
  const addresses = readAddresses(urls);
  const visited = await visitAll([...new Map(addresses.map(({ url }) => [url.href, url])).values()], ask);
  const hosts = hostsAmong(visited);
  const others = visited.filter((each) => each !== hosts.auth && each !== hosts.registry);
  const seen = [...visited.map(foundAt), ...addresses.flatMap(({ leftOut }) => leftOut ?? [])];
  const started = (kept: readonly Proposal[]): Started => {
    const missing = others.map(({ url }) => url.href).filter((href) => !kept.some(({ line }) => line === href));
    const found = [...seen, ...missing.map((href) => `${href} is no more than a comment: it reads like another, or there is no room for it.`)];
    return { found, description: describe({ visited, hosts, others }, kept, found) };
  };
  const proposals = [...(hosts.registry === undefined ? [] : proposedEndpoints(hosts.registry)), ...proposedChecks(others)];
  const written = started(withRoom(proposals, (kept) => faultsOf(started(kept).description, grammar).map(({ path }) => path)));
  const faults = faultsOf(written.description, grammar);
  if (faults.length > 0) throw new Error(`Nothing can be proposed that would be accepted:\n${formatFaults(faults)}`);
  return written;
};
