import type { Answer } from '../../functions/answer.ts';
import { redact } from '../../shared/checks/redact.ts';
import type { CategoryName } from '../../shared/platform/category.ts';
import { messageOf } from '../../shared/problem.ts';
import { printable } from '../../shared/report/printable.ts';
import type { ToldMessage } from './told.ts';

/** A run as one plain line, and a line for each check that did not pass. */
export const runLines = ({ category, scheduled, score, did, results, problems }: Answer): readonly string[] => [
  `${scheduled} ${category} ${score?.text ?? did}`,
  ...results.flatMap((result) => {
    if (result.verdict === 'pass' || result.verdict === 'skipped') return [];
    return [`  ${result.verdict} ${result.check}: ${result.reason}: ${printable(result.detail)}`];
  }),
  ...problems.map(({ code, message }) => `  problem ${code}: ${message}`),
];

export const messageLine = ({ at, audience, subject }: ToldMessage): string => `${new Date(at).toISOString()} told ${audience}: ${subject ?? ''}`;

/** A call that failed as a whole. `at` is epoch milliseconds. */
export const failureLine = (at: number, category: CategoryName, error: unknown): string =>
  `${new Date(at).toISOString()} ${category} failed: ${redact(messageOf(error))}`;
