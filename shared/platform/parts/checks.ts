import * as z from 'zod';
import { categoryNames } from '../category.ts';
import type { Grammar } from '../grammar.ts';
import { allowedText } from '../issues.ts';
import type { DescribedCheck } from '../platform.ts';
import { slugOf } from '../slug.ts';
import { usualSeverity } from '../usual-severity.ts';
import { duration } from '../units.ts';
import { checkReference, name, slug, text } from './text.ts';

export const severity = z.enum(['critical', 'warning']);

/** A described check before the file's own timeout is known. */
export type CheckDraft = Omit<DescribedCheck, 'timeoutMs'> & { readonly timeoutMs?: number };

const common = {
  id: slug.describe('Stable id; the category is put in front of it.'),
  name: text('a name').describe('Name for people; what is probed unless described.').exactOptional(),
  category: z.enum(categoryNames).describe('Category that it runs with.').default('endpoints'),
  service: name.describe('Service that it speaks for; the host that is probed unless described.').exactOptional(),
  severity: severity.describe('How bad it is when it fails; warning for the role warning, else critical, unless described.').exactOptional(),
  role: z.enum(['readiness', 'user-path', 'warning']).describe("How it bears on its service's state.").default('user-path'),
  requires: z.array(checkReference).describe('Ids of checks of the same category without which it says nothing.').default([]),
  timeout: duration(z).describe('Time that it has to end in.').exactOptional(),
  owner: text('a name').describe('Who looks after it.').exactOptional(),
  metric: z.boolean({ error: 'true or false' }).describe('Publish a metric of its own.').default(false),
};

const expectation = ({ expectations }: Grammar) =>
  z.strictObject(Object.fromEntries(Object.entries(expectations).map(([name, { settings }]) => [name, settings(z).exactOptional()])))
    .refine((expect) => Object.keys(expect).length > 0, { error: 'at least one expectation; none is needed for what is usual' })
    .describe('What is expected of the answer, all of it, and besides what is usual for the kind unless described otherwise.');

type Expect = DescribedCheck['expect'];

const isMapping = (value: unknown): value is object => typeof value === 'object' && value !== null && !Array.isArray(value);

/** What is usual comes first and holds on, unless described otherwise: under its name, setting by setting, or by what replaces it. */
const withUsual = (usual: Expect, described: Expect, { expectations }: Grammar): Expect => {
  const replaced = new Set(Object.keys(described).flatMap((name) => expectations[name]?.replaces ?? []));
  const kept = Object.fromEntries(Object.entries(usual).filter(([name]) => !replaced.has(name)).map(([name, value]) => {
    const own = described[name];
    return [name, isMapping(value) && isMapping(own) ? { ...value, ...own } : own ?? value];
  }));
  return { ...kept, ...described, ...kept };
};

/** A check in full. */
export const checkInFull = (grammar: Grammar): z.ZodType<CheckDraft> => {
  const kinds = Object.entries(grammar.kinds);
  const kindsOf = (check: object) => kinds.filter(([kind]) => kind in check);
  return z.strictObject({
    ...Object.fromEntries(kinds.map(([kind, { settings }]) => [kind, settings(z).exactOptional()])),
    ...common,
    expect: expectation(grammar).exactOptional(),
  }).refine((check) => kindsOf(check).length === 1, {
    error: `exactly one kind of probe: ${kinds.map(([kind]) => kind).join(', ')}`,
    // A misspelt or faulty kind is told once, as what it is.
    when: ({ issues }) => !issues.some(({ path = [] }) => path.length === 0 || String(path[0]) in grammar.kinds),
  }).transform((described, context): CheckDraft => {
    const { id, name, category, service, role, severity = usualSeverity(role), requires, timeout, owner, metric, expect, ...probes } = described;
    const [only] = kindsOf(probes);
    if (only === undefined) return z.NEVER;
    const [kind, { bind, expects }] = only;
    const settings = (probes as Readonly<Record<string, unknown>>)[kind];
    const { label, host } = bind(settings).target;
    const speaksFor = service ?? host?.replace(/:[0-9]+$/, '');
    if (speaksFor === undefined) {
      context.addIssue({ code: 'custom', path: ['service'], message: `a service, because ${kind} touches no host` });
      return z.NEVER;
    }
    return {
      id: `${category}/${id}`, name: name ?? label, category, service: speaksFor, severity, role,
      requires: requires.map((id) => (id.includes('/') ? id : `${category}/${id}`)),
      probe: { kind, settings }, expect: withUsual(expects, expect ?? {}, grammar),
      ...(timeout === undefined ? {} : { timeoutMs: timeout }), ...(owner === undefined ? {} : { owner }), ...(metric ? { metric } : {}),
    };
  });
};

const oneUrl = 'an http or https URL, or a check in full';
const isUrl = (text: string) => /^https?:\/\/[^\s/]+\S*$/.test(text) && URL.canParse(text);
const withoutId = 'a URL that an id can be made of; describe it in full, with an id';
const url = z.string({ error: oneUrl }).refine(isUrl, { error: oneUrl });

/** The checks that a description adds, in the grammar of the kinds and expectations that there are. */
export const checks = (grammar: Grammar) => {
  const check = checkInFull(grammar);
  const shortOrFull = z.union([url, check], { error: oneUrl }).transform((either, context): CheckDraft => {
    if (typeof either !== 'string') return either;
    const { data, error } = check.safeParse({ id: slugOf(either), http: { url: either } }, { error: allowedText });
    if (data !== undefined) return data;
    // What is wrong with it in full is said of the URL, which is all that is written.
    for (const { path, message } of error.issues) context.addIssue(path[0] === 'id' ? withoutId : message);
    return z.NEVER;
  });
  return z.array(shortOrFull).describe('More checks: the URL of one, or one in full.');
};
