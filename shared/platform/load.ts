import { readAuthority } from './authority.ts';
import type { ReadFile } from './authority.ts';
import { withoutConsequences } from './consequences.ts';
import type { Fault, Finding } from './fault.ts';
import type { Grammar } from './grammar.ts';
import { allowedText, findingsOf } from './issues.ts';
import type { Platform } from './platform.ts';
import { prune } from './prune.ts';
import type { Pruned } from './prune.ts';
import { repairedCheck } from './repair.ts';
import { rules } from './rules/index.ts';
import type { Described } from './rules/rule.ts';
import { platformSchema } from './schema.ts';
import { readSource } from './source.ts';
import type { Source } from './source.ts';
import { valueAt } from './value-at.ts';

export interface LoadOptions {
  /** The file's path, as faults name it. */
  readonly file: string;
  readonly grammar: Grammar;
  readonly readFile: ReadFile;
}

/** A platform, or everything that is wrong with its description, in the order of the text. */
export type Loaded = { readonly platform: Platform } | { readonly faults: readonly Fault[] };

const describedOf = (source: Source, grammar: Grammar, { output: platform, origins, faulty }: Pruned<Platform>): Described => {
  const accepted = platform.checks.map((check, at) => ({ check, index: origins[at] ?? at, guessed: new Set<never>() }));
  const described = valueAt(source.data, ['checks']);
  const refused = Array.isArray(described)
    ? described.flatMap((check: unknown, index) => (origins.includes(index) ? [] : [{ check, index }])) : [];
  const repaired = refused.flatMap(({ check, index }) => {
    const part = repairedCheck(grammar, check, `checks[${index}]`);
    return part === undefined ? [] : [{ index, guessed: part.guessed, check: { timeoutMs: platform.timeoutMs, ...part.check } }];
  });
  const checks = [...accepted, ...repaired].sort((one, other) => one.index - other.index);
  return {
    source, grammar, platform, faulty, checks,
    plan: grammar.plan({ ...platform, checks: checks.map(({ check }) => check), overrides: {} }),
    refused: refused.map(({ check }) => check),
  };
};

/** What the schema refuses. */
const refusedBy = (schema: ReturnType<typeof platformSchema>, { data, broken }: Source): readonly Finding[] => {
  if (data === undefined || data === null) {
    return broken.length > 0 ? [] : [{ path: [], found: 'nothing', allowed: 'a mapping, such as "checks:" with the URLs to check' }];
  }
  const { error } = schema.safeParse(data, { error: allowedText });
  return error === undefined ? [] : withoutConsequences(error.issues.flatMap((issue) => findingsOf(issue, data)), data);
};

/** Reads a description. Every fault is reported at once: what its schema refuses, and what the rules find in the rest. */
export const loadPlatform = (text: string, { file, grammar, readFile }: LoadOptions): Loaded => {
  const source = readSource(file, text);
  const schema = platformSchema(grammar);
  const pruned = prune(schema, source.data) ?? { output: schema.parse({}), described: {}, origins: [], faulty: new Set(['checks']) };
  const described = describedOf(source, grammar, pruned);
  const { platform } = described;
  const { ca } = platform.network;
  const authority = ca === undefined ? undefined : readAuthority(ca, { file, readFile });

  const findings = [
    ...source.broken, ...refusedBy(schema, source), ...Object.values(rules).flatMap((rule) => rule(described)),
    ...(authority !== undefined && 'path' in authority ? [authority] : []),
  ];
  if (findings.length > 0) return { faults: findings.map(source.fault).sort((a, b) => a.line - b.line || a.column - b.column) };
  if (authority === undefined || 'path' in authority) return { platform };
  return { platform: { ...platform, network: { ...platform.network, ca: authority.pem } } };
};
