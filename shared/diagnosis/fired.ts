import { asOf, type Fact } from './facts/fact.ts';
import type { Facts } from './facts/facts.ts';
import type { Rule } from './rule.ts';

/** A rule whose evidence holds for a service. */
export interface Fired {
  readonly id: string;
  readonly rule: Rule;
  readonly service: string;
  readonly confidence: number;
  readonly because: readonly string[];
  /** Ids of the checks that its evidence is from. */
  readonly from: readonly string[];
}

/** Nothing that was seen from outside is quite certain. */
const most = 0.98;

const rounded = (value: number): number => Math.round(value * 100) / 100;

const fire = (rule: Rule, facts: Facts, service: string): readonly Fired[] => {
  const { all, none = [], raises = [] } = rule.evidence(facts, service);
  const onset = Math.max(...all.map((each) => each.onset));
  const holds = (each: Fact): boolean => asOf(onset, each).value === true;
  if (!all.every(holds) || none.some(holds)) return [];
  const raised = raises.filter((each) => holds(each.fact));
  const spoken = [...all, ...raised.map((each) => each.fact)];
  return [{
    id: `${rule.id}:${service}`, rule, service,
    confidence: rounded(Math.min(most, raised.reduce((sum, { by }) => sum + by, rule.confidence))),
    because: [...new Set(spoken.map(({ words }) => words))],
    from: [...new Set(spoken.flatMap(({ from }) => from))],
  }];
};

const subjectsOf = ({ scope }: Rule, facts: Facts): readonly string[] => {
  if (scope === 'hosts') return facts.hosts;
  return scope === 'tasks' ? facts.tasks : scope;
};

/** Every rule that holds, for every service for which it does. */
export const fired = (rules: readonly Rule[], facts: Facts): readonly Fired[] =>
  rules.flatMap((rule) => subjectsOf(rule, facts).flatMap((service) => fire(rule, facts, service)));
