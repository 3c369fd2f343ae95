import type { CategoryState } from '../health/category-state.ts';
import { causesOf, type Explained } from './explain.ts';
import { factsOf } from './facts/facts.ts';
import { titled, type Finding } from './finding.ts';
import { fired } from './fired.ts';
import { ordered } from './order.ts';
import { rules } from './rules/index.ts';
import { seenLately } from './seen.ts';
import { unexplained } from './unexplained.ts';

const toFinding = ({ cause: { id, rule, service, confidence, because }, findings, checks }: Explained): Finding => ({
  id, rule: rule.id, version: rule.version, layer: rule.layer, service, title: titled(rule.title(service)), confidence, because, explains: [...checks, ...findings],
});

/**
 * The causes of what fails, those first that explain most of what people feel; what follows from another is told by that. From what is
 * stored alone: what is older than one and a half intervals of its category is not known. `at` is epoch milliseconds.
 */
export const diagnose = (states: readonly CategoryState[], at: number): readonly Finding[] => {
  const facts = factsOf(seenLately(states, at));
  const causes = causesOf(fired(rules, facts), facts);
  const explained = new Set(causes.flatMap(({ checks }) => checks));
  return ordered([...causes.map(toFinding), ...unexplained(facts, explained)], facts);
};
