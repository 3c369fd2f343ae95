import { layers } from './finding.ts';
import type { Rule } from './rule.ts';
import { rules } from './rules/index.ts';

/** A rule and the service for which it holds. */
export interface Held { readonly rule: Rule; readonly service: string }

const depth = ({ rule }: Held): number => layers.indexOf(rule.layer);

/** Only what lies deeper follows; in the same layer what another service has of it, or what the layer tells of later. */
const isDeeper = (one: Held, other: Held): boolean =>
  depth(one) > depth(other)
  || (depth(one) === depth(other) && (one.service !== other.service || rules.indexOf(one.rule) > rules.indexOf(other.rule)));

/** Whether the one is what comes of the other. */
export const follows = (one: Held, other: Held): boolean =>
  isDeeper(one, other) && other.rule.consequences.some(({ rule, of }) => rule === one.rule.id && of(other.service, one.service));
