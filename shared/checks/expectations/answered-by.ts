import type { Zod } from '../../platform/zod.ts';
import { answererNames, whoAnswered } from '../answered-by.ts';
import type { Answerer } from '../answerer.ts';
import { defineExpectation } from './expectation.ts';
import { many, oneOrMany } from './one-or-many.ts';
import type { OneOrMany } from './one-or-many.ts';
import { either } from './words.ts';

const answerers = Object.keys(answererNames) as Answerer[];

const settings = (z: Zod) => oneOrMany(z, z.enum(answerers), `${either(answerers)}, or a list of them`);

/** Who gave the answer, one of those named. */
export const answeredBy = defineExpectation<OneOrMany<Answerer>>({
  settings,
  judges: ['response'],
  neverFails: (wanted) => (answerers.every((answerer) => many(wanted).includes(answerer)) ? 'everybody may answer' : undefined),
  judge: (wanted, { response }) => {
    const by = response === undefined ? undefined : whoAnswered(response);
    return [{
      ok: by !== undefined && many(wanted).includes(by),
      expected: `an answer from ${either(many(wanted).map((answerer) => answererNames[answerer]))}`,
      saw: response === undefined || by === undefined ? 'no answer' : `${response.status} from ${answererNames[by]}`,
      reason: 'answered-by',
    }];
  },
});
