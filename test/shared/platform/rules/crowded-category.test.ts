import { describe, expect, test } from 'vitest';
import { loadPlatform } from '../../../../shared/platform/load.ts';
import { grammar } from '../grammar.ts';

const check = (n: number, more: string) =>
  `  - { id: c${n}, http: { url: https://example.com/${n} }${more.replaceAll('N', String(n - 1))} }`;

const checks = (count: number, more = '') => `checks:\n${Array.from({ length: count }, (_, n) => check(n, more)).join('\n')}`;

const chain = (count: number) => `${checks(1)}\n${checks(count, ', requires: [cN]').split('\n').slice(2).join('\n')}`;

const faults = (text: string) => {
  const loaded = loadPlatform(text, { file: 'platform.yml', grammar, readFile: () => '' });
  return 'faults' in loaded ? loaded.faults : [];
};
const crowded = (text: string) => faults(text).map(({ path, found }) => `${path}: ${found}`);
/** A check that makes something, which takes five seconds to undo. */
const made = (last: string) => crowded(`confirmation: [4s, ${last}]\nchecks:\n  - { id: a, service: a, tasks: { service: a } }`);
const hints = (text: string) => faults(text).map(({ hint }) => hint);

describe('room within a run', () => {
  test('is there for 32 checks of one host, but not for 33', () => {
    expect(crowded(checks(32))).toEqual([]);
    expect(crowded(checks(33))).toEqual(['schedule.endpoints: a run of up to 50s when every check times out']);
  });

  test('grows with concurrency, and shrinks with time-outs', () => {
    expect(crowded(`concurrency: { perHost: 9 }\n${checks(33)}`)).toEqual([]);
    expect(crowded(`timeout: 6s\n${checks(32)}`)).toEqual(['schedule.endpoints: a run of up to 48s when every check times out']);
  });

  test.each(['1m', '5m', '1h'])('is what a function has, also where it runs every %s', (every) => {
    const hanging = `schedule: { endpoints: ${every} }\nconfirmation: []\ntimeout: 10s\nconcurrency: { perHost: 1 }\n`;
    expect(crowded(hanging + checks(4))).toEqual([]);
    expect(crowded(hanging + checks(5))).toEqual(['schedule.endpoints: a run of up to 50s when every check times out']);
    const allowed = 'at most 43s, which is the longest run that a function has time for';
    expect(faults(hanging + checks(5))).toEqual([expect.objectContaining({ allowed })]);
  });

  test('is needed for undoing what was made, too', () => {
    expect(made('33s')).toEqual([]);
    expect(made('34s')).toEqual(['schedule.endpoints: a run of up to 44s when every check times out']);
  });

  test('is made by shortening what takes the most of it', () => {
    expect(hints(`schedule: { endpoints: 30s }\n${checks(1)}`)).toEqual(['shorten confirmation, whose last time is 33s']);
    expect(hints(checks(33))).toEqual([expect.stringMatching(/^shorten time-outs, raise concurrency/)]);
    expect(hints(`confirmation: []\n${checks(65)}`)).toEqual([expect.stringMatching(/^shorten time-outs, raise concurrency/)]);
  });

  test('needs no confirmation where none is described', () => {
    expect(crowded(`confirmation: []\n${checks(64)}`)).toEqual([]);
  });

  test('is needed for prerequisites one after the other', () => {
    expect(crowded(chain(4))).toEqual([]);
    expect(crowded(chain(5))).toEqual(['schedule.endpoints: a run of up to 50s when every check times out']);
  });

  test('is measured by the time-outs of overrides', () => {
    const alone = `confirmation: []\n${checks(1)}\n`;
    expect(crowded(`${alone}overrides: { endpoints/c0: { timeout: 50s } }`))
      .toEqual(['schedule.endpoints: a run of up to 50s when every check times out']);
    const chained = `timeout: 25s\nconfirmation: []\n${chain(2)}\noverrides: { endpoints/c0: { timeout: 2s } }`;
    expect(crowded(chained)).toEqual([]);
  });

  test('is not judged by an override that is refused', () => {
    const told = crowded(`timeout: 50s\nconfirmation: []\n${checks(2)}
overrides: { endpoints/c0: { timeout: 2 }, endpoints/c1: { enabled: "no" } }`);
    expect(told).toEqual([expect.stringMatching(/c0.*timeout/), expect.stringMatching(/c1.*enabled/)]);
  });

  test('is not needed for what is switched off', () => {
    expect(crowded(`${checks(33)}\noverrides: { endpoints/c0: { enabled: false } }`)).toEqual([]);
  });
});
