import type { SettingsOf, Zod } from '../../platform/zod.ts';
import { stageNames } from '../../mlflow/stages.ts';
import { authSettings } from '../http/auth.ts';

const whatUrl = 'an http or https URL without user name, password, query and fragment';
const whatName = 'letters, digits, ".", "-" and "_", at most 100';
const whatPrefix = 'letters, digits, "." and "-", at most 100';

const isUrl = (text: string): boolean => {
  const url = URL.parse(text);
  return url !== null && /^https?:\/\/[^/]/i.test(text) && [url.username, url.password, url.search, url.hash].every((part) => part === '');
};

export const settings = (z: Zod) => z.strictObject({
  stage: z.enum(stageNames, { error: `one of ${stageNames.join(', ')}` }),
  url: z.string({ error: whatUrl }).refine(isUrl, { error: whatUrl }).describe('Where MLflow is: the address before /api/2.0/mlflow.'),
  auth: authSettings(z).exactOptional(),
  experiment: z.string({ error: whatName }).regex(/^[\w.-]{1,100}$/, { error: whatName }).default('hokusai-health')
    .describe('Name of the experiment that stays.'),
  prefix: z.string({ error: whatPrefix }).regex(/^[A-Za-z0-9.-]{1,100}$/, { error: whatPrefix }).default('hokusai-health')
    .describe('With which the names of runs and models begin.'),
});

/** One stage of a journey, and where it goes. Checks with the same settings but for the stage share what they make. */
export type JourneySettings = SettingsOf<typeof settings>;
