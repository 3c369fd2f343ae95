import { size as bytes } from '../../platform/units.ts';
import type { SettingsOf, Zod } from '../../platform/zod.ts';
import { defineExpectation } from './expectation.ts';
import { mostRead } from './most-read.ts';

const settings = (z: Zod) => z.strictObject({ min: bytes(z).exactOptional(), max: bytes(z).exactOptional() })
  .refine(({ min, max }) => min !== undefined || max !== undefined, { error: 'min, max or both' })
  .refine(({ min = 0, max = Infinity }) => min <= max, { error: 'a min that is not larger than max' });

/** Bytes of the decoded body. */
export const size = defineExpectation<SettingsOf<typeof settings>>({
  settings,
  judges: ['body'],
  neverFails: ({ max }, { settings }) => {
    const most = mostRead(settings);
    if (max === undefined || most === undefined || max < most.bytes) return undefined;
    return `no more than ${most.bytes} bytes are read (${most.setting})`;
  },
  judge: ({ min = 0, max = Infinity }, { response }) => {
    const expected = max === Infinity
      ? `at least ${min} bytes`
      : min === 0 ? `at most ${max} bytes` : `${min} to ${max} bytes`;
    const length = response?.body.length;
    const ok = length !== undefined && length >= min && length <= max;
    return [{ ok, expected, saw: length === undefined ? 'no answer' : `${length} bytes`, reason: 'size' }];
  },
});
