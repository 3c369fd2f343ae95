import type { Check } from '../../../shared/checks/check.ts';
import type { Random } from '../random.ts';
import type { Failure, Trouble, Weather } from '../weather.ts';
import { spanAt } from '../windows.ts';

export interface Share {
  /** Of the attempts that fail, 0 to 1. */
  readonly rate: number;
  readonly strikes: (check: Check) => boolean;
  readonly failure: Failure;
  readonly hours: number;
  /** What it is listed as; absent: nobody suffers from it. */
  readonly kind?: string;
  readonly service: string;
}

/** Every day, for some hours, a share of the attempts fails: a slow day, or one bad target of two. */
export const shares = (days: number, { rate, strikes, failure, hours, kind, service }: Share, random: Random): Weather => {
  const spans = Array.from({ length: days }, (_, day) => {
    const from = day * 86_400_000 + 6 * 3_600_000 + 3_600_000 * random(day);
    return { from, to: from + hours * 3_600_000 };
  });
  const spanOf = spanAt(spans);
  return {
    troubles: kind === undefined ? [] : spans.map((span): Trouble => ({ ...span, kind, services: [service], mustBeTold: true })),
    fault: (check, index, at) => (strikes(check) && spanOf(at) !== undefined && random(at, 1_000 + index) < rate ? failure : undefined),
  };
};
