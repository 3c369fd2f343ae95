import type { HttpResponse } from '../checks/observation.ts';
import * as api from './api.ts';
import type { Call } from './call.ts';
import { goOn } from './cleanup.ts';
import type { Conversation } from './conversation.ts';
import type { Experiment, Journey, Made } from './journey.ts';
import { pathOf } from './location.ts';
import { isOurTag, namedAt, ourModels, ourRunsBefore, tagKey } from './names.ts';
import { at, jsonOf, listAt, valueOf } from './read.ts';

/** Milliseconds for which what another checker makes is left alone: no journey takes so long. */
export const leftAloneMs = 3_600_000;
/** Runs, or models, in one answer: others may hang so much on theirs that a long one could not be read. */
const perPage = 20;
const mostPages = 10;

/** What is looked at: with the time before which what is left is old. */
interface Candidate { readonly one: unknown; readonly before: number }

/** Epoch milliseconds of the clock of whoever answered; where it does not say, as late as one likes. */
const timeOf = ({ headers }: HttpResponse): number => {
  const time = Date.parse(headers.find(([name]) => name === 'date')?.[1] ?? '');
  return Number.isNaN(time) ? Infinity : time;
};

/** All that a search finds, page by page; where one cannot be read, what the pages before it have. */
const searched = async (talk: Conversation, name: string, callOf: (page?: string) => Call, list: string, now: () => number) => {
  const found: Candidate[] = [];
  let page: string | undefined;
  for (let pages = 0; pages < mostPages && (pages === 0 || page !== undefined); pages += 1) {
    page = await talk.ask(name, callOf(page), (answer) => {
      const json = jsonOf(answer);
      const before = Math.min(now(), timeOf(answer)) - leftAloneMs;
      found.push(...listAt(json, list).map((one) => ({ one, before })));
      const next = at(json, 'next_page_token');
      return typeof next === 'string' && next !== '' ? next : undefined;
    }).catch(goOn(undefined));
  }
  return found;
};

/**
 * The name of what is ours, with our tag *and* a name that we give, and old: both the time in its name, of the clock of whoever made it,
 * and the time that MLflow says. Nobody knows which of the clocks is right.
 */
const nameOfOld = (prefix: string) => {
  const madeAt = namedAt(prefix);
  return (name: unknown, time: unknown, tags: readonly unknown[], before: number): string | undefined => {
    if (typeof name !== 'string' || typeof time !== 'number' || !isOurTag(valueOf(tags, tagKey))) return undefined;
    return Math.max(madeAt(name) ?? Infinity, time) < before ? name : undefined;
  };
};

type Sweeping = Pick<Journey, 'prefix' | 'now'>;

/** Models of ours that earlier journeys left. What could not be searched is a failed step. */
export const oldModels = async (talk: Conversation, { prefix, now }: Sweeping): Promise<readonly Made[]> => {
  const ours = nameOfOld(prefix);
  const found = await searched(talk, 'look for old models', (page) => api.models.search(ourModels(prefix), perPage, page), 'registered_models', now);
  return found.flatMap(({ one, before }): readonly Made[] => {
    const name = ours(at(one, 'name'), at(one, 'creation_timestamp'), listAt(one, 'tags'), before);
    return name === undefined ? [] : [{ kind: 'model', name }];
  });
};

/** The same of runs in an experiment. */
export const oldRuns = async (talk: Conversation, { prefix, now }: Sweeping, experiment: Experiment): Promise<readonly Made[]> => {
  const ours = nameOfOld(prefix);
  const filter = ourRunsBefore(prefix, now() - leftAloneMs);
  const found = await searched(talk, 'look for old runs', (page) => api.runs.search(experiment.id, filter, perPage, page), 'runs', now);
  return found.flatMap(({ one, before }): readonly Made[] => {
    const info = at(one, 'info');
    const name = ours(at(info, 'run_name'), at(info, 'start_time'), listAt(one, 'data', 'tags'), before);
    const [id, uri] = [at(info, 'run_id'), at(info, 'artifact_uri')];
    if (name === undefined || typeof id !== 'string') return [];
    const files = typeof uri === 'string' ? pathOf(uri) : undefined;
    return [{ kind: 'run', name, experimentId: experiment.id, id, ...(files === undefined ? {} : { files }) }];
  });
};
