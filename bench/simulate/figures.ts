import { median, quantile } from '../quantile.ts';
import type { Measured, Told } from './measure.ts';

/** How one kind of trouble fared. Times in seconds, absent where there was none. */
export interface KindFigures {
  readonly kind: string;
  readonly count: number;
  readonly missed: number;
  /** A miss counts. */
  readonly mustBeTold: boolean;
  readonly detect: Times | undefined;
  readonly resolve: Times | undefined;
  /** Per trouble that was told of. */
  readonly messages: number;
  readonly reminders: number;
}

export interface Times { readonly median: number; readonly p95: number }

export interface Figures {
  readonly scenario: string;
  readonly falseCritical: number;
  readonly falseWarning: number;
  readonly missed: number;
  readonly messages: number;
  readonly kinds: readonly KindFigures[];
}

const times = (ms: readonly number[]): Times | undefined =>
  (ms.length === 0 ? undefined : { median: median(ms) / 1_000, p95: quantile(ms, 0.95) / 1_000 });

const kindFigures = (kind: string, all: readonly Told[]): KindFigures => {
  const found = all.filter(({ detectedMs }) => detectedMs !== undefined);
  const each = (count: (told: Told) => number) => (found.length === 0 ? 0 : found.reduce((sum, told) => sum + count(told), 0) / found.length);
  return {
    kind, count: all.length, missed: all.length - found.length, mustBeTold: all.some(({ mustBeTold }) => mustBeTold),
    detect: times(found.flatMap(({ detectedMs }) => detectedMs ?? [])), resolve: times(found.flatMap(({ resolvedMs }) => resolvedMs ?? [])),
    messages: each((told) => told.messages), reminders: each((told) => told.reminders),
  };
};

/** What a scenario comes to. */
export const figuresOf = (scenario: string, { falsePages: { critical, warning }, troubles, messages }: Measured): Figures => {
  const kinds = [...Map.groupBy(troubles, ({ kind }) => kind)].map(([kind, all]) => kindFigures(kind, all));
  const missed = kinds.reduce((sum, each) => sum + (each.mustBeTold ? each.missed : 0), 0);
  return { scenario, falseCritical: critical, falseWarning: warning, missed, messages, kinds };
};
