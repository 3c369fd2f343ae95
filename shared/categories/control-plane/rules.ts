import type { ProbeSpec } from '../../checks/check.ts';
import { bracketed } from '../../platform/host-port.ts';
import type { Host, Platform } from '../../platform/platform.ts';
import type { ListenerRuleRequest, ListenerRuleSettings } from '../../probes/listener-rule.ts';
import type { Generate } from '../checks-of.ts';
import type { Draft } from '../draft.ts';
import { isNetwork } from './network.ts';
import { portOf } from './port.ts';
import { describedRequests, type Asked } from './requests.ts';

const same = (a: Asked, b: Asked): boolean => a.method === b.method && a.path === b.path;

/** As it is below the path of the host's base URL. */
const requestOf = (base: string, { path, method, groups }: Asked): ListenerRuleRequest =>
  ({ path: base + path, method, ...(groups === undefined ? {} : { targetGroups: [...groups] }) });

/** One check for each host and first part of a path: every described request there is forwarded, all of it to the right target group where that is described. */
export const ruleChecks: Generate = (platform: Platform) => {
  const { loadBalancer, hosts } = platform;
  if (loadBalancer === undefined) return [];
  const skipped = isNetwork(loadBalancer) ? { skip: 'a network load balancer has no rules (loadBalancer)' } : {};
  const of = (name: 'auth' | 'registry', { url }: Host): readonly Draft[] => {
    const { hostname, pathname } = new URL(url);
    const [host, port, base] = [hostname.replace(/^\[|\]$/g, ''), portOf(url), pathname.replace(/\/$/, '')];
    const asked = describedRequests(platform, name).filter((each, index, all) => all.findIndex((other) => same(each, other)) === index);
    return [...Map.groupBy(asked, ({ part }) => part).values()].flatMap(([first, ...rest]): Draft[] => {
      if (first === undefined) return [];
      const settings: ListenerRuleSettings = { loadBalancer, host, port, ...requestOf(base, first), also: rest.map((each) => requestOf(base, each)) };
      const probe: ProbeSpec<'listenerRule', ListenerRuleSettings> = { kind: 'listenerRule', settings };
      const others = rest.length === 0 ? 'is' : `and ${rest.length} more ${rest.length === 1 ? 'request' : 'requests'} are`;
      return [{
        slug: `rule-${name}-${first.part}`, name: `${bracketed(host)}${settings.path} ${others} forwarded to the right targets`,
        service: first.service, role: 'warning', probe, expect: { facts: { misrouted: { eq: [], words: { called: 'misrouted requests' } } } }, ...skipped,
      }];
    });
  };
  return (['auth', 'registry'] as const).flatMap((name) => {
    const host = hosts[name];
    return host === undefined ? [] : of(name, host);
  });
};
