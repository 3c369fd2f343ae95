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
const hints = (text: string) => faults(text).map(({ hint }) => hint);

describe('room within a run', () => {
  test('is there for 40 checks of one host every minute, but not for 41', () => {
    expect(crowded(checks(40))).toEqual([]);
    expect(crowded(checks(41))).toEqual(['schedule.endpoints: a run of up to 1m when every check times out']);
  });

  test('grows with the time between runs and with concurrency, and shrinks with time-outs', () => {
    expect(crowded(`schedule: { endpoints: 2m }\n${checks(41)}`)).toEqual([]);
    expect(crowded(`concurrency: { perHost: 9 }\n${checks(41)}`)).toEqual([]);
    expect(crowded(`timeout: 6s\n${checks(40)}`)).toEqual(['schedule.endpoints: a run of up to 1m when every check times out']);
  });

  test('is made by shortening what takes the most of it', () => {
    expect(hints(`schedule: { endpoints: 30s }\n${checks(1)}`)).toEqual(['shorten confirmation, whose last time is 33s']);
    expect(hints(checks(41))).toEqual([expect.stringMatching(/^shorten time-outs, raise concurrency/)]);
    expect(hints(`confirmation: []\n${checks(89)}`)).toEqual([expect.stringMatching(/^shorten time-outs, raise concurrency/)]);
  });

  test('needs no confirmation where none is described', () => {
    expect(crowded(`confirmation: []\n${checks(80)}`)).toEqual([]);
  });

  test('is needed for prerequisites one after the other', () => {
    expect(crowded(chain(5))).toEqual([]);
    expect(crowded(chain(6))).toEqual(['schedule.endpoints: a run of up to 1m when every check times out']);
  });

  test('is not needed for what is switched off', () => {
    expect(crowded(`${checks(41)}\noverrides: { endpoints/c0: { enabled: false } }`)).toEqual([]);
  });
});
