import * as z from 'zod';
import type { Grammar } from './grammar.ts';
import { checkInFull } from './parts/checks.ts';
import type { CheckDraft } from './parts/checks.ts';
import { name, slug } from './parts/text.ts';
import { prune } from './prune.ts';

/** Of what is said of a check, what is not described: something else stands in its place, of which nothing must be told. */
export type Guess = 'id' | 'service' | 'target' | 'settings';

/** A refused check, made whole so that the rules can judge the rest of it. */
export interface Repaired { readonly check: CheckDraft; readonly guessed: ReadonlySet<Guess> }

type Mapping = Readonly<Record<string, unknown>>;
const isMapping = (value: unknown): value is Mapping => typeof value === 'object' && value !== null && !Array.isArray(value);

/** One of them fits wherever something must be described. */
const standIns: readonly unknown[] = ['https://stand-in.invalid/', 'stand-in.invalid', 1];

const isRefused = (schema: z.ZodType, settings: Mapping, key: string): boolean =>
  schema.safeParse(settings).error?.issues.some(({ path }) => path[0] === key) ?? false;

/** Settings of a probe: with stand-ins for what must be described, without what else is refused. */
const repairedSettings = (schema: z.ZodType, given: Mapping): { readonly settings: unknown; readonly guessed: readonly Guess[] } | undefined => {
  const refused = new Set(schema.safeParse(given).error?.issues.flatMap(({ path }) => path.slice(0, 1).map(String)));
  const stoodIn = [...refused].flatMap((key) => {
    const others = Object.fromEntries(Object.entries(given).filter(([other]) => other !== key));
    if (!isRefused(schema, others, key)) return [];
    return [[key, standIns.find((value) => !isRefused(schema, { ...others, [key]: value }, key))] as const];
  });
  const settings = { ...given, ...Object.fromEntries(stoodIn) };
  const left = prune(schema, settings);
  if (left === undefined) return undefined;
  const guessed: readonly Guess[] = [...(stoodIn.length > 0 ? ['target' as const] : []), ...(left.faulty.size > 0 ? ['settings' as const] : [])];
  return { settings: left.described, guessed };
};

const repairedProbe = (grammar: Grammar, raw: Mapping) => {
  const kinds = Object.keys(grammar.kinds);
  const [only, ...more] = kinds.filter((kind) => Object.hasOwn(raw, kind));
  const kind = only ?? kinds[0] ?? '';
  const schema = grammar.kinds[kind]?.settings(z) ?? z.never();
  const given = raw[kind];
  const own = isMapping(given) && more.length === 0 ? repairedSettings(schema, given) : undefined;
  const repaired = own ?? { settings: repairedSettings(schema, {})?.settings, guessed: ['target', 'settings'] as const };
  return { ...repaired, kind };
};

/** `place` is where the check stands in the file. Undefined where nothing of it can be judged. */
export const repairedCheck = (grammar: Grammar, raw: unknown, place: string): Repaired | undefined => {
  if (!isMapping(raw)) return undefined;
  const { kind, settings, guessed: ofProbe } = repairedProbe(grammar, raw);
  const described = Object.fromEntries(Object.entries(raw).filter(([key]) => !Object.hasOwn(grammar.kinds, key)));
  const hasId = slug.safeParse(raw['id']).success;
  const named = name.safeParse(raw['service']).success;
  const whole = { ...described, ...(hasId ? {} : { id: 'stand-in' }), [kind]: settings };
  const schema = checkInFull(grammar);
  const own = !named && ofProbe.includes('target') ? undefined : prune(schema, whole)?.output;
  const check = own ?? prune(schema, { ...whole, service: 'stand-in' })?.output;
  if (check === undefined) return undefined;
  const guessed = new Set<Guess>([...ofProbe, ...(hasId ? [] : ['id' as const]), ...(own === undefined ? ['service' as const] : [])]);
  // No id and no service that is described reads like its place.
  return { guessed, check: { ...check, ...(hasId ? {} : { id: place }), ...(own === undefined ? { service: place } : {}) } };
};
