import * as z from 'zod';
import { describe, expect, test } from 'vitest';
import * as expectations from '../../../shared/checks/expectations/index.ts';
import { judge } from '../../../shared/checks/judge.ts';
import { answered, observed, refused } from '../../fixtures/observation.ts';

const now = Date.UTC(2025, 7, 5, 12);

/** Something of every kind that a probe could meet. */
const examples: Readonly<Record<keyof typeof expectations, unknown>> = {
  answeredBy: 'unknown',
  answers: { atLeast: 1 },
  body: { notContains: 'x' },
  certificate: { daysLeft: 1 },
  connected: true,
  duration: { max: '1s' },
  facts: { role: 'primary' },
  header: { server: { absent: true } },
  json: { '$.a': { absent: true } },
  redirect: 'https://example.com/',
  size: { max: '1KB' },
  status: '100-598',
  steps: 'all',
  tasks: {},
};

describe('judging', () => {
  test('gives the outcomes in the order written, each under its name', () => {
    const outcomes = judge({ status: 200, body: { contains: ['a', 'b'] } }, answered({ body: 'a' }), now);
    expect(outcomes.map(({ expectation, ok }) => [expectation, ok])).toEqual([['status', true], ['body', true], ['body', false]]);
  });

  test('a text, a pattern and a JSON path are judged on the same body', () => {
    const seen = answered({ body: '{"status":"healthy"}' });
    const expected = { body: { contains: 'healthy', matches: '^\\{' }, json: { '$.status': 'healthy' }, size: { min: 20 } };
    const outcomes = judge(expected, seen, now);
    expect(outcomes.every(({ ok }) => ok)).toBe(true);
    expect(outcomes).toHaveLength(4);
  });

  test('an expectation that does not exist is a defect, not a pass', () => {
    expect(() => judge({ colour: 'green' }, answered(), now)).toThrow('There is no expectation called "colour".');
    expect(() => judge({ toString: 1 }, answered(), now)).toThrow('There is no expectation called "toString".');
  });
});

test('every expectation but that of the duration is about something that an observation may lack, and then is not met', () => {
  const met = Object.entries(expectations).filter(([name, expectation]) =>
    judge({ [name]: expectation.settings(z).parse(Reflect.get(examples, name)) }, observed(), now).some(({ ok }) => ok));
  expect(met.map(([name]) => name)).toEqual(['duration']);
});

describe.each(Object.entries(expectations))('%s', (name, expectation) => {
  const settings = expectation.settings(z).parse(Reflect.get(examples, name));

  test('is never met by a target that did not answer', () => {
    const outcomes = judge({ [name]: settings }, refused, now);
    expect(outcomes.length).toBeGreaterThan(0);
    expect(outcomes.every(({ ok }) => !ok)).toBe(true);
  });

  test('has settings that survive JSON, as bundled data does', () => {
    expect(JSON.parse(JSON.stringify(settings))).toEqual(settings);
  });

  test('has a JSON Schema for what is written', () => {
    expect(z.toJSONSchema(expectation.settings(z), { io: 'input' })).toBeTypeOf('object');
  });
});
