import type { ListenerRule } from '../aws/listener-rule.ts';
import { rulesOf } from '../aws/load-balancer.ts';
import type { Facts, Failure } from '../checks/observation.ts';
import { methods } from '../platform/method.ts';
import type { SettingsOf, Zod } from '../platform/zod.ts';
import { host, port } from './address.ts';
import { askListener } from './ask-listener.ts';
import { match, type Match } from './listener-rule/match.ts';
import { defineProbe } from './probe.ts';

const whatPath = 'a path that begins with "/"';

const settings = (z: Zod) => z.strictObject({
  loadBalancer: z.string().min(1).describe('ARN of the load balancer.'),
  host: host(z).describe('The host name that is asked for.'),
  path: z.string({ error: whatPath }).regex(/^\/[^\s#]*$/, { error: whatPath }).describe('The path that is asked for; it may have a query.'),
  method: z.enum(methods, { error: `one of ${methods.join(', ')}` }).default('GET').describe('The method that is used.'),
  port: port(z).default(443).describe('The port of the listener that is asked.'),
});

export type ListenerRuleSettings = SettingsOf<typeof settings>;

const agreed = <T>(values: readonly T[]): T | undefined => (new Set(values).size === 1 ? values[0] : undefined);

const factsOf = ({ possible, undecided }: Match): Facts => {
  const [only, another] = possible;
  const actions = possible.map(({ action }) => action);
  const [action, status] = [agreed(actions.map(({ type }) => type)), agreed(actions.map(({ status }) => status))];
  return {
    ...(only === undefined || another !== undefined ? {} : { rule: only.priority, conditions: only.conditions.map(({ text }) => text) }),
    ...(action === undefined ? {} : { action }),
    ...(status === undefined ? {} : { status }),
    targetGroups: [...new Set(actions.flatMap(({ targetGroups }) => targetGroups))],
    undecided,
  };
};

const became = ({ priority, action: { type } }: ListenerRule): string =>
  `${type} by ${priority === 'default' ? 'the default rule' : `rule ${priority}`}`;

/** Rules that do different things, of which more than is known of the request decides. */
const undecidable = ({ possible, undecided }: Match): Failure => ({
  reason: 'undecided', phase: 'firstByte',
  detail: possible.length === 0
    ? 'AWS tells of no rule that takes it, not even a default one'
    : `${possible.map(became).join(', or ')}: that depends on ${undecided.join('; ')}`,
});

/**
 * Asks a load balancer's listener for its rules and works out which one a request would match. Nothing is sent to the platform, and
 * what cannot be told from host, path and method is not guessed.
 */
export const listenerRule = defineProbe<ListenerRuleSettings>({
  settings,
  target: ({ host, path, method, port }) =>
    ({ label: `listener rule for ${method} ${host}${port === 443 ? '' : `:${port}`}${path}`, requests: 2 }),
  expects: { facts: { action: 'forward' } },
  observes: () => ({ facts: true }),
  facts: {
    rule: 'Priority of the rule, or `default`; not told where several may match.',
    conditions: 'What the rule asks of a request, condition by condition; not told where several may match.',
    action: 'What it does in the end: `forward`, `redirect` or `fixed-response`.',
    targetGroups: 'ARNs of the target groups that the request may be forwarded to; those that get none of the requests are left out.',
    status: 'Status code of a fixed response or a redirect.',
    undecided: 'Conditions that the host, the path and the method do not decide, such as a header or the address of who asks.',
  },
  run: ({ loadBalancer, host, path, method, port }) => ({ signal }) => askListener(loadBalancer, port, signal, async ({ arn }) => {
    const found = match(await rulesOf(arn, signal), { host, path, method });
    const facts = factsOf(found);
    return 'action' in facts ? { facts } : { facts, failure: undecidable(found) };
  }),
});
