import type { Facts } from './facts/facts.ts';
import type { Finding } from './finding.ts';

/** How many checks it explains that say what people feel, and how many of all. */
const weights = ({ explains, confidence }: Finding, facts: Facts): readonly [felt: number, all: number] => {
  const checks = explains.flatMap((id) => facts.check(id) ?? []);
  return [checks.filter(({ role }) => role !== 'warning').length * confidence, checks.length * confidence];
};

/** Those first that explain most of what people feel, as far as they are sure; own faults of the checker behind all of the platform's. */
export const ordered = (findings: readonly Finding[], facts: Facts): readonly Finding[] => {
  const weighed = findings.map((finding) => ({ finding, own: finding.layer === 'checker', weight: weights(finding, facts) }));
  return weighed.toSorted((a, b) =>
    Number(a.own) - Number(b.own) || b.weight[0] - a.weight[0] || b.weight[1] - a.weight[1] || (a.finding.id < b.finding.id ? -1 : 1)).map(({ finding }) => finding);
};
