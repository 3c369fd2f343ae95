import type { Action as ToldAction, Rule as ToldRule, RuleCondition } from '@aws-sdk/client-elastic-load-balancing-v2';

/** What a request has to have for a rule; any one of the values will do. */
export type Condition = { readonly text: string } & (
  | { readonly field: 'host-header' | 'path-pattern' | 'http-request-method'; readonly values: readonly string[] }
  | { readonly field: 'query-string'; readonly pairs: readonly { readonly key?: string; readonly value: string }[] }
  /** A header, an address, a regular expression, or what is not known here. */
  | { readonly field: 'other' }
);

/** A target group, and the percentage of a rule's requests that it gets. */
export interface WeighedGroup { readonly arn: string; readonly share: number }

/** What is done with a request in the end, whatever has to be proved before. */
export interface RuleAction {
  /** `forward`, `redirect`, `fixed-response`. */
  readonly type: string;
  /** Those that get requests. */
  readonly targetGroups: readonly WeighedGroup[];
  /** Of a redirect or a fixed response. */
  readonly status?: number;
}

/** All conditions have to hold. */
export interface ListenerRule {
  readonly priority: number | 'default';
  readonly conditions: readonly Condition[];
  readonly action: RuleAction;
}

const conditionOf = (condition: RuleCondition): Condition => {
  const { Field: field = '', HostHeaderConfig: host, PathPatternConfig: path, HttpRequestMethodConfig: method } = condition;
  const { HttpHeaderConfig: header, QueryStringConfig: query, SourceIpConfig: source } = condition;
  const patterns = [condition, host, path, header].flatMap((part) => part?.RegexValues ?? []);
  const values = host?.Values ?? path?.Values ?? method?.Values ?? header?.Values ?? source?.Values ?? condition.Values ?? [];
  const pairs = (query?.Values ?? []).map(({ Key: key, Value: value = '' }) => (key === undefined ? { value } : { key, value }));
  const pairTexts = pairs.map(({ key, value }) => (key === undefined ? value : `${key}=${value}`));
  const written = [...values, ...patterns.map((pattern) => `/${pattern}/`), ...pairTexts];
  const text = `${field}${header?.HttpHeaderName === undefined ? '' : ` ${header.HttpHeaderName}`} ${written.join(', ')}`;
  if (patterns.length > 0) return { field: 'other', text };
  if (field === 'query-string') return { field, pairs, text };
  const plain = field === 'host-header' || field === 'path-pattern' || field === 'http-request-method';
  return plain ? { field, values, text } : { field: 'other', text };
};

/** Without a weight a group has 1. Source: Elastic Load Balancing API reference, TargetGroupTuple. */
const weighedGroups = ({ ForwardConfig, TargetGroupArn }: Pick<ToldAction, 'ForwardConfig' | 'TargetGroupArn'>): readonly WeighedGroup[] => {
  const told = ForwardConfig?.TargetGroups ?? (TargetGroupArn === undefined ? [] : [{ TargetGroupArn }]);
  const weighed = told.flatMap(({ TargetGroupArn: arn, Weight: weight = 1 }) => (arn === undefined || weight === 0 ? [] : [{ arn, weight }]));
  const all = weighed.reduce((sum, { weight }) => sum + weight, 0);
  return weighed.map(({ arn, weight }) => ({ arn, share: (100 * weight) / all }));
};

/** A rule's last action is what becomes of the request. Source: Elastic Load Balancing API reference, CreateRule, Actions. */
const actionOf = (actions: readonly ToldAction[]): RuleAction => {
  const last = actions.toSorted((a, b) => (a.Order ?? 0) - (b.Order ?? 0)).at(-1);
  const { FixedResponseConfig, RedirectConfig } = last ?? {};
  // A redirect's code is written HTTP_301.
  const status = Number((FixedResponseConfig?.StatusCode ?? RedirectConfig?.StatusCode)?.replace('HTTP_', ''));
  return {
    type: last?.Type ?? 'none',
    targetGroups: weighedGroups(last ?? {}),
    ...(Number.isInteger(status) ? { status } : {}),
  };
};

/** A rule as AWS tells it, in our words. */
export const ruleOf = ({ Priority, Conditions = [], Actions = [] }: ToldRule): ListenerRule =>
  ({ priority: Priority === 'default' ? Priority : Number(Priority), conditions: Conditions.map(conditionOf), action: actionOf(Actions) });
