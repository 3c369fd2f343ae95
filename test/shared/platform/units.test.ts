import { describe, expect, test } from 'vitest';
import * as z from 'zod';
import { duration, durationText, size } from '../../../shared/platform/units.ts';

describe('a quantity', () => {
  const durations = [['500ms', 500], ['5s', 5000], ['1.5s', 1500], ['1m', 60_000], ['2h', 7_200_000], ['90d', 7_776_000_000]] as const;
  test.each(durations)('%s is so many milliseconds: %i', (text, ms) => {
    expect(duration(z).parse(text)).toBe(ms);
  });

  test.each([['512B', 512], ['64KB', 65_536], ['1MB', 1_048_576]])('%s is so many bytes: %i', (text, bytes) => {
    expect(size(z).parse(text)).toBe(bytes);
  });

  test.each([5, '5', 's', '5 s', '-5s', '5S', '0s', '0.1ms', '1w', null])('%j is no duration', (written) => {
    expect(duration(z).safeParse(written).success).toBe(false);
  });

  test('without a unit is refused with the reason', () => {
    expect(duration(z).safeParse(5).error?.issues[0]?.message)
      .toBe('a duration with its unit, such as 500ms, 5s or 1m (a bare number has no unit)');
  });

  test.each(['1ms', '1500ms', '90s', '1m', '3h', '2d'])('%s is written as it is read', (text) => {
    expect(durationText(duration(z).parse(text))).toBe(text);
  });
});
