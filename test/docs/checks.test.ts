import { readFile } from 'node:fs/promises';
import { describe, expect, test } from 'vitest';
import { parse } from 'yaml';
import * as z from 'zod';
import { answererNames } from '../../shared/checks/answered-by.ts';
import * as expectations from '../../shared/checks/expectations/index.ts';
import { reasons } from '../../shared/checks/reason.ts';
import { verdicts } from '../../shared/checks/verdict.ts';
import { grammar } from '../../shared/description.ts';
import { valueAt } from '../../shared/platform/value-at.ts';

const page = await readFile(new URL('../../docs/checks.md', import.meta.url), 'utf8');
const section = (title: string) => page.split(/^## /m).find((part) => part.startsWith(`${title}\n`)) ?? '';
/** The first two cells of every row whose first cell is a name in code. */
const rows = (text: string) => [...text.matchAll(/^\| `([^`]+)` \| (.*?) \|/gm)].map(([, name, cell]) => [name, cell]);
const names = (text: string) => rows(text).map(([name]) => name);
const known: Readonly<Record<string, (typeof expectations)[keyof typeof expectations]>> = expectations;

test('the page lists every reason with its meaning, under whose fault it is, and no other', () => {
  const [, ...parts] = section('Reasons').split(/^### /m);
  const documented = parts.map(rows);
  const real = ['target', 'checker', 'plan'].map((fault) =>
    Object.entries(reasons).filter(([, reason]) => reason.fault === fault).map(([name, { meaning }]) => [name, meaning]));
  expect(documented).toEqual(real);
});

test('the page lists every verdict, answerer and expectation, and no other', () => {
  expect(names(section('Verdicts'))).toEqual([...verdicts]);
  expect(new Set(names(section('Who answered')))).toEqual(new Set(Object.keys(answererNames)));
  expect(new Set(names(section('Expectations')))).toEqual(new Set(Object.keys(expectations)));
});

test('every expectation has an example that the description accepts', () => {
  const blocks = [...section('Expectations').matchAll(/^```yaml\n([\s\S]*?)^```$/gm)];
  const examples = blocks.map(([, text = '']) => parse(text) as Readonly<Record<string, unknown>>);
  expect(examples.flatMap(Object.keys).sort()).toEqual(Object.keys(expectations).sort());
  for (const [name, written] of examples.flatMap(Object.entries)) {
    expect(known[name]?.settings(z).safeParse(written)).toMatchObject({ success: true });
  }
});

interface JsonSchema { readonly properties?: Readonly<Record<string, JsonSchema>>; readonly required?: readonly string[] }

/** Every setting that can be described, those inside a mapping behind its name; and whether it must be. */
const settingsIn = ({ properties = {}, required = [] }: JsonSchema): readonly (readonly [string, boolean])[] =>
  Object.entries(properties).flatMap(([name, schema]) => (schema.properties === undefined ? [[name, required.includes(name)] as const]
    : settingsIn(schema).map(([inner]) => [`${name}.${inner}`, false] as const)));

const probePages = new Map(section('Probes').split(/^### /m).slice(1).map((text) => [/^\w+/.exec(text)?.[0] ?? '', text]));

test('the page has a section for every kind of probe, and no other', () => {
  expect([...probePages.keys()].sort()).toEqual(Object.keys(grammar.kinds).sort());
});

describe.each(Object.entries(grammar.kinds))('the section on %s', (kind, { settings, expects, observes, facts }) => {
  const text = probePages.get(kind) ?? '';
  const example = parse(/^```yaml\n([\s\S]*?)^```$/m.exec(text)?.[1] ?? '') as unknown;
  const schema = z.toJSONSchema(settings(z), { io: 'input', unrepresentable: 'any' }) as JsonSchema;

  test('explains every setting, and no other, and says which must be described', () => {
    const documented = [...text.matchAll(/^\| `([^`]+)` \|.*\| (.*?) \|$/gm)].map(([, name, unless]) => [name, unless === 'must be described']);
    expect(new Map(documented as [string, boolean][])).toEqual(new Map(settingsIn(schema)));
  });

  test('has an example that the description accepts, with every setting', () => {
    const written = valueAt(example, [kind]);
    expect(settings(z).safeParse(written)).toMatchObject({ success: true });
    for (const [name] of settingsIn(schema)) expect(valueAt(written, name.split('.'))).toBeDefined();
  });

  test('names every fact', () => {
    for (const fact of Object.keys(facts)) expect(text).toContain(`\`${fact}\``);
  });

  test('says what is usually expected', () => {
    expect(parse(/Usually expected: `([^`]+)`/.exec(text)?.[1] ?? '')).toEqual(expects);
  });

  test('lists the expectations that apply to a check with no more than it must describe', () => {
    const least = Object.fromEntries((schema.required ?? []).map((name) => [name, valueAt(example, [kind, name])]));
    const seen = observes(settings(z).parse(least));
    const applying = Object.entries(grammar.expectations).flatMap(([name, { judges }]) => (judges.some((aspect) => seen[aspect] === true) ? [name] : []));
    const listed = /What applies: ([^;.]+)/.exec(text)?.[1] ?? '';
    expect([...listed.matchAll(/`(\w+)`/g)].map(([, name]) => name)).toEqual(applying.sort());
  });
});
