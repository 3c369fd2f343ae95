import { rulesOf } from '../aws/load-balancer.ts';
import type { Facts, Failure } from '../checks/observation.ts';
import { bracketed } from '../platform/host-port.ts';
import { methods } from '../platform/method.ts';
import type { SettingsOf, Zod } from '../platform/zod.ts';
import { host, port } from './address.ts';
import { askListener } from './ask-listener.ts';
import { fateOf, type Fate } from './listener-rule/fate.ts';
import { match, type Match } from './listener-rule/match.ts';
import { defineProbe } from './probe.ts';

const whatPath = 'a path that begins with "/"';

const request = (z: Zod) => ({
  path: z.string({ error: whatPath }).regex(/^\/[^\s#]*$/, { error: whatPath }).describe('The path that is asked for; it may have a query.'),
  method: z.enum(methods, { error: `one of ${methods.join(', ')}` }).default('GET').describe('The method that is used.'),
  targetGroups: z.array(z.string().min(1)).min(1).exactOptional().describe('ARNs of the target groups among which all of such requests have to go.'),
});

const settings = (z: Zod) => z.strictObject({
  loadBalancer: z.string().min(1).describe('ARN of the load balancer.'),
  host: host(z).describe('The host name that is asked for.'),
  port: port(z).default(443).describe('The port of the listener that is asked.'),
  ...request(z),
  also: z.array(z.strictObject(request(z))).default([]).describe('More requests to the same host.'),
});

export type ListenerRuleSettings = SettingsOf<typeof settings>;
/** A request, and where it is to go. */
export type ListenerRuleRequest = ListenerRuleSettings['also'][number];

interface Judged { readonly request: ListenerRuleRequest; readonly found: Match; readonly fate: Fate }

const requestsOf = ({ path, method, targetGroups, also }: ListenerRuleSettings): readonly ListenerRuleRequest[] =>
  [{ path, method, ...(targetGroups === undefined ? {} : { targetGroups }) }, ...also];

const agreed = <T>(values: readonly T[]): T | undefined => (new Set(values).size === 1 ? values[0] : undefined);

const factsOf = (judged: readonly Judged[]): Facts => {
  const possible = new Set(judged.flatMap(({ found }) => found.possible));
  const [only, another] = possible;
  const actions = [...possible].map(({ action }) => action);
  const [action, status] = [agreed(actions.map(({ type }) => type)), agreed(actions.map(({ status }) => status))];
  return {
    ...(only === undefined || another !== undefined ? {} : { rule: only.priority, conditions: only.conditions.map(({ text }) => text) }),
    ...(action === undefined ? {} : { action }),
    ...(status === undefined ? {} : { status }),
    targetGroups: [...new Set(actions.flatMap(({ targetGroups }) => targetGroups.map(({ arn }) => arn)))],
    undecided: [...new Set(judged.flatMap(({ found }) => found.undecided))],
    misrouted: judged.flatMap(({ request: { method, path }, fate: { wrong } }) => (wrong === undefined ? [] : [`${method} ${path}: ${wrong}`])),
  };
};

/** Rules that do different things, of which more than is known of the request decides. */
const failureOf = (judged: readonly Judged[]): { readonly failure?: Failure } => {
  const open = judged.flatMap(({ request: { method, path }, fate }) =>
    (fate.open === undefined ? [] : [judged.length === 1 ? fate.open : `${method} ${path}: ${fate.open}`]));
  if (open.length === 0) return {};
  const partly = judged.some(({ fate }) => fate.wrong !== undefined) ? { partly: true } as const : {};
  return { failure: { reason: 'undecided', phase: 'firstByte', detail: open.join('. '), ...partly } };
};

/**
 * Asks a load balancer's listener for its rules and works out which one each request would match. Nothing is sent to the platform, and
 * what cannot be told from host, path and method is not guessed.
 */
export const listenerRule = defineProbe<ListenerRuleSettings>({
  settings,
  target: ({ host, path, method, port, also }) => {
    const more = also.length === 0 ? '' : ` and ${also.length} more`;
    return { label: `listener rule for ${method} ${bracketed(host)}${port === 443 ? '' : `:${port}`}${path}${more}`, requests: 2 };
  },
  expects: { facts: { misrouted: [] } },
  observes: () => ({ facts: true }),
  facts: {
    rule: 'Priority of the rule, or `default`; not told where several may match.',
    conditions: 'What the rule asks of a request, condition by condition; not told where several may match.',
    action: 'What it does in the end: `forward`, `redirect` or `fixed-response`.',
    targetGroups: 'ARNs of the target groups that the requests may be forwarded to; those that get none of them are left out.',
    status: 'Status code of a fixed response or a redirect.',
    undecided: 'Conditions that the host, the path and the method do not decide, such as a header or the address of who asks.',
    misrouted: 'Requests that are not forwarded, or not all to the target groups that they are to go to, each with what becomes of it.',
  },
  run: (settings) => ({ signal }) => askListener(settings.loadBalancer, settings.port, signal, async ({ arn }) => {
    const rules = await rulesOf(arn, signal);
    const judged = requestsOf(settings).map((request): Judged => {
      const found = match(rules, { host: settings.host, path: request.path, method: request.method });
      return { request, found, fate: fateOf(found, request.targetGroups) };
    });
    return { facts: factsOf(judged), ...failureOf(judged) };
  }),
});
