import { didYouMean } from '../closest.ts';
import type { Finding, Path } from '../fault.ts';
import { valueAt } from '../value-at.ts';
import type { Rule } from './rule.ts';

/** An endpoint that is written as a line is the registry's, as is one that names no host. */
const hostOf = (endpoint: unknown): unknown => valueAt(endpoint, ['host']) ?? 'registry';

const missing = (path: Path, what: string, host: string): Finding => ({
  path, found: `${what} of the ${host} host, which is not described`, allowed: `hosts.${host} as well`,
});

/** Endpoints, or MLflow, of a host that is not described: they would be left out in silence. Of each host's endpoints the first is told. */
export const unknownHost: Rule = ({ source, faulty }) => {
  if ([...faulty].some((part) => part === 'hosts' || didYouMean(part, ['hosts']) !== undefined)) return [];
  const isMissing = (host: string) => !source.has(['hosts', host]);
  const listed = valueAt(source.data, ['endpoints']);
  const endpoints = (['auth', 'registry'] as const).filter(isMissing).flatMap((host): readonly Finding[] => {
    const first = Array.isArray(listed) ? listed.findIndex((endpoint: unknown) => hostOf(endpoint) === host) : -1;
    const own = ['endpoints', first, 'host'];
    return first < 0 ? [] : [missing(source.has(own) ? own : own.slice(0, 2), 'an endpoint', host)];
  });
  // Its name inside the VPC means something without that host as well.
  const path = [['mlflow', 'proxyPath'], ['mlflow', 'uiPath']].find(source.has);
  const ofMlflow = path === undefined || !isMissing('registry') ? [] : [{ ...missing(path, 'a path', 'registry'), at: 'key' as const }];
  return [...endpoints, ...ofMlflow];
};
