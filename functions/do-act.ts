import { act } from '../shared/alerts/act.ts';
import type { Act } from '../shared/alerts/acting.ts';
import type { Evaluation } from '../shared/alerts/evaluation.ts';
import type { Policy } from '../shared/alerts/policy.ts';
import { commit, type CommitTools } from '../shared/commit.ts';
import { deliver, type DeliverTools } from '../shared/deliver.ts';
import type { CategoryState } from '../shared/health/category-state.ts';
import { headlineChecks } from '../shared/health/headline.ts';
import { score } from '../shared/health/score.ts';
import type { Attempt } from './incident-answer.ts';

/** What was asked for was not done: `act`, because it cannot be; `not-done`, because the evaluation could not be read or written. */
export class ActError extends Error {
  override readonly name = 'ActError';
  readonly code: 'act' | 'not-done';

  constructor(code: ActError['code'], message: string) {
    super(message);
    this.code = code;
  }
}

const servicesIn = ({ services }: Evaluation, states: readonly CategoryState[]): readonly string[] =>
  [...new Set([...Object.keys(services), ...states.flatMap(({ checks }) => checks.map(({ service }) => service))])];

/** What came of it: whether it changed anything, what was published, and the evaluation as committed. */
export interface Done {
  readonly changed: boolean;
  readonly attempts: readonly Attempt[];
  readonly evaluation: Evaluation;
}

/** Does what was asked for and delivers what is due; the attempts are noted. Throws ActError where it is not done. */
export const doAct = async (
  asked: Act & { readonly by: string }, policy: Policy, tools: CommitTools & Pick<DeliverTools, 'publish'>,
): Promise<Done> => {
  let changed = false;
  const committed = await commit((stored, states, now) => {
    const next = act(stored, asked, {
      environment: policy.environment, audiences: policy.audiences, by: asked.by, now, services: servicesIn(stored, states),
      score: score(headlineChecks(states).map(({ result }) => result)),
    });
    changed = next !== stored;
    return next;
  }, policy, tools);
  if (committed === 'lost' || committed === 'gave up') {
    throw new ActError('not-done', 'It may not have been done, because the memory could not be read or written. Ask once more: what was done already is not done twice.');
  }
  if ('refused' in committed) throw new ActError('act', committed.refused);
  const attempts: Attempt[] = [];
  await deliver(committed, policy, {
    ...tools,
    publish: async (audience, note, form, seen) => {
      const answer = await tools.publish(audience, note, form, seen);
      attempts.push({ audience, note: note.id, kind: note.kind, form, answer });
      return answer;
    },
  });
  return { changed, attempts, evaluation: committed.evaluation };
};
