import { answererNames, whoAnswered } from '../answered-by.ts';
import type { Zod } from '../../platform/zod.ts';
import { defineExpectation } from './expectation.ts';
import { many, oneOrMany } from './one-or-many.ts';
import type { OneOrMany } from './one-or-many.ts';
import { either } from './words.ts';

/** `200`, `2xx` or `200-299`, one of them or a list. */
export type StatusSettings = OneOrMany<number | string>;

type Range = readonly [from: number, to: number];

const range = (code: number | string): Range => {
  if (typeof code === 'number') return [code, code];
  if (code.endsWith('xx')) return [Number(code[0]) * 100, Number(code[0]) * 100 + 99];
  const [from = '', to = from] = code.split('-');
  return [Number(from), Number(to)];
};

const what = 'a status code such as 200, a class such as 2xx or a range such as 200-299, or a list of them';

const settings = (z: Zod) => oneOrMany(z, z.union([
  z.int().min(100, { error: what }).max(599, { error: what }),
  z.string().regex(/^(?:[1-5]xx|[1-5]\d\d(?:-[1-5]\d\d)?)$/, { error: what })
    .refine((code) => range(code)[0] <= range(code)[1], { error: 'a range whose first code is the smaller one' }),
], { error: what }), what);

/** The status code is one of those given. */
export const status = defineExpectation<StatusSettings>({
  settings,
  judges: ['response'],
  neverFails: (expected) => {
    const ranges = many(expected).map(range);
    // What is below 200 only announces the answer.
    for (let code = 200; code <= 599; code++) if (!ranges.some(([from, to]) => code >= from && code <= to)) return undefined;
    return 'every status code is allowed';
  },
  judge: (expected, { response }) => {
    const codes = many(expected);
    const ok = response !== undefined && codes.some((code) => {
      const [from, to] = range(code);
      return response.status >= from && response.status <= to;
    });
    const saw = response === undefined ? 'no answer'
      : ok ? String(response.status) : `${response.status} from ${answererNames[whoAnswered(response)]}`;
    return [{ ok, expected: either(codes.map(String)), saw, reason: 'status' }];
  },
});
