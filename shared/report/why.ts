import { answererNames } from '../checks/answered-by.ts';
import type { Entry } from './report.ts';
import { durationText, instantText, phaseWords } from './words.ts';

/**
 * The circumstances of a result that is not a pass, each a short phrase: who answered (unless its detail says so), in which
 * phase, how often, since when.
 */
export const circumstances = ({ result, since }: Entry): readonly string[] => {
  if (result.verdict === 'pass' || result.verdict === 'skipped') return [];
  const answerer = result.answeredBy && answererNames[result.answeredBy];
  return [
    ...(answerer === undefined || result.detail.includes(answerer) ? [] : [`answered by ${answerer}`]),
    ...(result.address === undefined ? [] : [`at ${result.address}`]),
    ...(result.phase === undefined ? [] : [`phase: ${phaseWords[result.phase]}`]),
    ...(result.verdict === 'blocked' ? [`needs ${result.prerequisite}`] : []),
    ...(result.attempts !== undefined && result.attempts > 1 ? [`${result.attempts} attempts`] : []),
    ...(since === undefined ? [] : [`since ${instantText(since)}`]),
  ];
};

/** How long it took, where it got as far as any phase: what was never asked took no time of its target's. */
const tookMs = ({ result }: Entry): number | undefined =>
  (result.verdict === 'skipped' || Object.keys(result.phases ?? {}).length === 0 ? undefined : result.totalMs);

/** Whether it has a time that is not to be trusted. */
export const isSuspect = (entry: Entry): boolean =>
  entry.result.verdict !== 'skipped' && entry.result.timingSuspect === true && tookMs(entry) !== undefined;

/** How long it took, marked `~` where the checker was too busy to measure well; nothing for what was not touched. */
export const tookText = (entry: Entry): string => {
  const ms = tookMs(entry);
  return ms === undefined ? '' : `${isSuspect(entry) ? '~' : ''}${durationText(ms)}`;
};
