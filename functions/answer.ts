import type { Note } from '../shared/alerts/note.ts';
import type { Result } from '../shared/checks/result.ts';
import { score, scoreText, type Score } from '../shared/health/score.ts';
import type { ServiceState } from '../shared/alerts/evaluation.ts';
import type { Invoked } from '../shared/invoke.ts';
import type { CategoryName } from '../shared/platform/category.ts';
import type { Problem } from '../shared/problem.ts';
import type { Rehearsed } from '../shared/rehearse.ts';

/** What a category's function answers. */
export interface Answer {
  readonly category: CategoryName;
  readonly environment: string;
  /** ISO 8601. */
  readonly scheduled: string;
  readonly did: 'recorded' | 'probed only' | 'probed only: already done' | 'dry run' | 'nothing: late' | 'nothing: not due' | 'nothing: already done';
  readonly score?: Score & { readonly text: string };
  readonly results: readonly Result[];
  /** Every service of the environment, when it could be judged. */
  readonly services?: Readonly<Record<string, ServiceState>>;
  /** Notes that were delivered. */
  readonly delivered: number;
  /** What a dry run would have told. */
  readonly wouldTell?: readonly Note[];
  readonly problems: readonly Problem[];
}

export interface About {
  readonly category: CategoryName;
  readonly environment: string;
  readonly scheduled: number;
  readonly problems: readonly Problem[];
}

const seen = (results: readonly Result[]): Pick<Answer, 'results' | 'score'> => {
  const counted = score(results);
  return { score: { ...counted, text: scoreText(counted) }, results };
};

const base = ({ category, environment, scheduled, problems }: About) => ({ category, environment, scheduled: new Date(scheduled).toISOString(), problems });

/** The answer to a manual call that records nothing. */
export const resultsAnswer = (about: About, results: readonly Result[]): Answer => ({ ...base(about), did: 'probed only', ...seen(results), delivered: 0 });

/** The answer to a whole invocation, or to its rehearsal. */
export const answerOf = (about: About, outcome: Invoked | Rehearsed): Answer => {
  const services = outcome.evaluation === undefined ? {} : { services: outcome.evaluation.services };
  if ('wouldTell' in outcome) return { ...base(about), did: 'dry run', ...seen(outcome.results), ...services, delivered: 0, wouldTell: outcome.wouldTell };
  const { run, delivered } = outcome;
  switch (run.did) {
    case 'late': return { ...base(about), did: 'nothing: late', results: [], delivered };
    case 'not due': return { ...base(about), did: 'nothing: not due', results: [], delivered };
    case 'repeated': return { ...base(about), did: 'nothing: already done', results: [], ...services, delivered };
    case 'overtaken': return { ...base(about), did: 'probed only: already done', ...seen(run.results), ...services, delivered };
    case 'probed': return { ...base(about), did: run.recorded ? 'recorded' : 'probed only', ...seen(run.results), ...services, delivered };
  }
};
