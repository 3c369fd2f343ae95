import type { ListenerRule } from '../../aws/listener-rule.ts';
import type { Match } from './match.ts';

/** What becomes of a request: what is wrong with that, or what it depends on. Neither: it goes where it is to go. */
export interface Fate { readonly wrong?: string; readonly open?: string }

const by = ({ priority }: ListenerRule): string => (priority === 'default' ? 'the default rule' : `rule ${priority}`);
/** `targetgroup/api/0123456789abcdef` as `api`. */
const nameOf = (arn: string): string => /targetgroup\/([^/]+)/.exec(arn)?.[1] ?? arn;

const became = (rule: ListenerRule): string => `${rule.action.type} by ${by(rule)}`;

/** What is wrong with a rule that takes a request, all of which is to go to these groups, or to any. */
const wrongOf = (rule: ListenerRule, wanted: readonly string[] | undefined): string | undefined => {
  const { type, status, targetGroups } = rule.action;
  if (type !== 'forward') return `${type}${status === undefined ? '' : ` ${status}`} by ${by(rule)}`;
  if (wanted === undefined) return undefined;
  const elsewhere = targetGroups.filter(({ arn }) => !wanted.includes(arn));
  const shares = elsewhere.map(({ arn, share }) => `${share === 100 ? '' : `${Number(share.toFixed(1))} % `}to ${nameOf(arn)}`);
  return shares.length === 0 ? undefined : `${shares.join(' and ')} by ${by(rule)}`;
};

/**
 * What becomes of a request of which these rules may take, where all of it is to be forwarded to the wanted target groups (ARNs; undefined:
 * to any). A rule before the last that only some requests meet, such as those with a header, may lead to a group of its own.
 */
export const fateOf = ({ possible, undecided }: Match, wanted: readonly string[] | undefined): Fate => {
  const last = possible.at(-1);
  if (last === undefined) return { open: 'AWS tells of no rule that takes it, not even a default one' };
  const wrongs = possible.map((rule) => wrongOf(rule, wanted));
  const told = [...new Set(wrongs.flatMap((wrong) => wrong ?? []))].join(', or ');
  const alike = new Set(possible.map(({ action: { type } }) => type)).size === 1;
  return {
    ...(wrongs.includes(undefined) ? {} : { wrong: told }),
    ...(alike && (wrongs.at(-1) === undefined || !wrongs.includes(undefined))
      ? {} : { open: `${possible.map(became).join(', or ')}: that depends on ${undecided.join('; ')}` }),
  };
};
