import * as z from 'zod';
import { name, text } from './text.ts';

const isPattern = (source: string): boolean => {
  try {
    return new RegExp(source, 'u') instanceof RegExp;
  } catch {
    return false;
  }
};
const requests = 'a whole number from 1 to 100';

export const authentication = z.strictObject({
  requests: z.int({ error: requests }).min(1, { error: requests }).max(100, { error: requests })
    .describe('Requests that the rate-limit check makes, one after the other.').default(5),
  keyFormat: z.string().refine(isPattern, { error: 'a regular expression' })
    .describe('What a key of the platform looks like; another is not sent anywhere.').default('^[!-~]{8,}$'),
  serviceId: text('a service id').describe("The service id that auth tells of the checker's key.").exactOptional(),
  scopes: z.array(text('a scope')).describe("Scopes that the checker's key must have.").default([]),
  revoked: name.describe('A described credential: a key that was revoked.').exactOptional(),
  second: name.describe('A described credential: a second canary key.').exactOptional(),
}).describe('How keys are checked.');
