import * as z from 'zod';
import type { Grammar } from './grammar.ts';
import { platformSchema } from './schema.ts';

/**
 * JSON Schema (draft 2020-12) of the file, for completion in editors: made from the schema that also loads it, so that it
 * allows what loading allows, but for the rules that no schema can express.
 */
export const platformJsonSchema = (grammar: Grammar): object => ({
  title: 'Platform',
  ...z.toJSONSchema(platformSchema(grammar), { target: 'draft-2020-12', io: 'input', unrepresentable: 'any' }),
});
