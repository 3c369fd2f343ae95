import type * as zod from 'zod';

/** The validator as a type: schemas get the real one handed in, so that no Lambda carries it. */
export type Zod = typeof zod;

/** What comes out of a schema made by a function of the validator. */
export type SettingsOf<Schema extends (z: Zod) => zod.ZodType> = zod.output<ReturnType<Schema>>;
