import { describe, expect, it } from 'vitest';
import { layers } from '../../../shared/diagnosis/finding.ts';
import { follows, type Held } from '../../../shared/diagnosis/follows.ts';
import { rules } from '../../../shared/diagnosis/rules/index.ts';
import { cases } from './cases/index.ts';
import { found, type Glance, type Glances } from './glance.ts';

const idOf = (finding: string) => finding.replace(/ .*/, '');
const named = cases.map((each) => ({ ...each, id: idOf(each.finding) }));
const without = (glances: Glances, id: string): Glances => Object.fromEntries(Object.entries(glances).filter(([each]) => each !== id));

describe.each(named)('$id', ({ id, finding, needs, alike }) => {
  it('is found by what it needs to see', () => {
    expect(found(needs)).toEqual([finding]);
  });

  it.each(Object.keys(needs))('needs %s: what nobody looked at does not satisfy', (check) => {
    for (const glances of [without(needs, check), { ...needs, [check]: 'unknown' as const }, { ...needs, [check]: 'skipped' as const }]) {
      expect(found(glances).map(idOf)).not.toContain(id);
    }
  });

  it.each(alike)('is told apart: %s', (_, glances, instead) => {
    expect(found({ ...needs, ...glances })).toEqual(instead);
  });

  it('is not refuted by what nobody looked at', () => {
    const unseen = alike.flatMap(([, glances]) => Object.keys(glances)).filter((check) => !(check in needs));
    expect(found({ ...needs, ...Object.fromEntries(unseen.map((check): [string, Glance] => [check, 'unknown'])) })).toEqual([finding]);
  });
});

describe.each(named.flatMap(({ surer, ...each }) => (surer === undefined ? [] : [{ ...each, more: surer[0], confidence: surer[1] }])))(
  '$id', ({ id, needs, more, confidence }) => {
    it('is surer where more is seen', () => {
      expect(found({ ...needs, ...more })).toEqual([`${id} ${confidence}`]);
    });
  },
);

/** What comes of what, were everything wrong everywhere. */
const all: readonly Held[] = rules.flatMap((rule) =>
  ['auth', 'registry', 'mlflow', 'database', 'secrets', 'queue', 'discovery'].map((service) => ({ rule, service })));

describe('the rules', () => {
  it('each have a case here, an id of their own and a layer in its turn', () => {
    expect(new Set(cases.map(({ finding }) => finding.replace(/:.*/, '')))).toEqual(new Set(rules.map(({ id }) => id)));
    expect(new Set(rules.map(({ id }) => id)).size).toBe(rules.length);
    const depths = rules.map(({ layer }) => layers.indexOf(layer));
    expect(depths).toEqual(depths.toSorted((a, b) => a - b));
  });

  it('say in one plain sentence what is wrong', () => {
    const titles = rules.flatMap(({ title }) => ['auth', 'registry', 'mlflow'].map(title));
    expect(titles.filter((title) => title.length > 80 || !/^[A-Z].*[^.]$/.test(title))).toEqual([]);
  });

  it('lead to causes that there are', () => {
    const ids = new Set(rules.map(({ id }) => id));
    expect(rules.flatMap(({ consequences }) => consequences.filter(({ rule }) => !ids.has(rule)))).toEqual([]);
  });

  it('never lead in a circle, in which each would be told by another and none at all', () => {
    let left = all;
    for (;;) {
      const causes = left.filter((one) => !left.some((other) => other !== one && follows(one, other)));
      if (causes.length === 0) break;
      left = left.filter((one) => !causes.includes(one));
    }
    expect(left.map(({ rule, service }) => `${rule.id}:${service}`)).toEqual([]);
  });
});
