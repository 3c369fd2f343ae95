import { filterOf, textFits } from './clauses.ts';
import type { Clause } from './clauses.ts';
import type { Input } from './input.ts';
import type { RegisteredModel } from './store.ts';

/** The registered models that a search filter lets through: clauses about their name and their tags. Throws `MlflowError`. */
export const modelFilter = (input: Input): ((model: RegisteredModel) => boolean) => filterOf(input, wantedBy);

function wantedBy({ entity, key, operator, operand }: Clause): ((model: RegisteredModel) => boolean) | undefined {
  const fits = typeof operand === 'string' ? textFits(operator, operand) : undefined;
  if (fits === undefined) return undefined;
  if (entity === 'tags' || entity === 'tag') return ({ tags }) => tags.some((tag) => tag.key === key && fits(tag.value));
  const isName = key === 'name' && (entity === undefined || /^attributes?$/u.test(entity));
  return isName ? ({ name }) => fits(name) : undefined;
}
