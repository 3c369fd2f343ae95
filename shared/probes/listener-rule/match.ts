import type { Condition, ListenerRule } from '../../aws/listener-rule.ts';
import { fitsWildcard } from './wildcard.ts';

/** All that is known of a request. `path` may have a query. */
export interface Asked { readonly host: string; readonly path: string; readonly method: string }

/** Which rules may take a request. */
export interface Match {
  /** By priority. Of several, all but the last need what is not known of the request. Empty: none takes it. */
  readonly possible: readonly ListenerRule[];
  /** What would have to be known, such as `priority 5: http-header X-Canary 1`. */
  readonly undecided: readonly string[];
}

const some = (found: readonly (boolean | undefined)[]): boolean | undefined =>
  (found.includes(true) ? true : found.includes(undefined) ? undefined : false);
const every = (found: readonly (boolean | undefined)[]): boolean | undefined =>
  (found.includes(false) ? false : found.includes(undefined) ? undefined : true);

/** Whatever the pattern's letters; the part's are small. */
const fits = (pattern: string, part: string): boolean => fitsWildcard(pattern.toLowerCase(), part);

const queryHolds = (query: string, pairs: readonly { readonly key?: string; readonly value: string }[]): boolean | undefined => {
  // A request without a query has none of them, whatever they are.
  if (query === '') return false;
  const parts = query.toLowerCase().split('&').map((part) => /^([^=]*)(?:=(.*))?$/s.exec(part) ?? []);
  return some(pairs.map(({ key, value }) => {
    // How what is encoded or escaped compares is not documented.
    if (`${key ?? ''}${value}`.includes('\\') || query.includes('%')) return undefined;
    return parts.some(([, name = '', of = '']) => (key === undefined || fits(key, name)) && fits(value, of));
  }));
};

/** Whether a condition holds; undefined where that cannot be told. Host names have no case, paths and methods do. */
const holds = ({ host, path, method }: Asked, condition: Condition): boolean | undefined => {
  const mark = path.indexOf('?');
  switch (condition.field) {
    case 'host-header':
      return condition.values.some((value) => fitsWildcard(value.toLowerCase(), host.toLowerCase()));
    case 'path-pattern':
      return condition.values.some((value) => fitsWildcard(value, mark < 0 ? path : path.slice(0, mark)));
    case 'http-request-method':
      return condition.values.includes(method);
    case 'query-string':
      return queryHolds(mark < 0 ? '' : path.slice(mark + 1), condition.pairs);
    case 'other':
      return undefined;
  }
};

const rank = ({ priority }: ListenerRule): number => (priority === 'default' ? Infinity : priority);

/**
 * Which rule takes a request: the first by priority whose conditions all hold. Those before it that need more than is known of the
 * request may take it as well. Source: Elastic Load Balancing user guide, "Listener rules" and "Rule condition types".
 */
export const match = (rules: readonly ListenerRule[], asked: Asked): Match => {
  const candidates = rules.toSorted((a, b) => (rank(a) < rank(b) ? -1 : 1)).map((rule) => {
    const held = rule.conditions.map((condition) => ({ text: condition.text, holds: holds(asked, condition) }));
    return { rule, taken: every(held.map((each) => each.holds)), open: held.flatMap((each) => (each.holds === undefined ? [each.text] : [])) };
  }).filter(({ taken }) => taken !== false);
  const first = candidates.findIndex(({ taken }) => taken === true);
  const possible = first < 0 ? candidates : candidates.slice(0, first + 1);
  return {
    possible: possible.map(({ rule }) => rule),
    undecided: possible.flatMap(({ rule, open }) => (open.length === 0 ? [] : [`priority ${rule.priority}: ${open.join(' and ')}`])),
  };
};
