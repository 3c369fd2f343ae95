import { userInfo } from 'node:os';
import { Option } from 'commander';
import { ActError } from '../../functions/do-act.ts';
import { EventError } from '../../functions/event.ts';
import type { IncidentAnswer } from '../../functions/incident-answer.ts';
import { plan } from '../../shared/categories/index.ts';
import { categoriesOf } from '../../shared/platform/category.ts';
import { StoreError } from '../../shared/store-error.ts';
import { lambdaContext } from '../lambda-context.ts';
import { UsageError } from '../usage-error.ts';
import { complain } from './complain.ts';
import { platformFrom } from './platform.ts';
import { useRegion } from './region.ts';
import { tellProblems } from './run.ts';

/** In whose name something is done: that of the login unless given. */
export const byOption = (): Option => new Option('--by <name>', 'in whose name').default(userInfo().username, 'your login');

/** The option that prints the function's answer as it is. */
export const jsonOption = (): Option => new Option('--json', "print the function's whole answer as JSON");

const noTable = 'TABLE_NAME is not set. It names the table of a deployment, an output of its stack; what "npm start" runs is reached by the file that it names.';

/**
 * Calls the function of incidents in this process, against the table of the environment. Undefined where it was not done: why has then been
 * said, and the exit code is 1. Throws UsageError for what cannot be asked.
 */
export const askIncident = async (file: string, event: unknown): Promise<IncidentAnswer | undefined> => {
  const platform = await platformFrom(file);
  if (process.env['TABLE_NAME'] === undefined) throw new UsageError(noTable);
  useRegion(platform);
  // Loads the clients of AWS, which no other command waits for.
  const { incidentHandler } = await import('../../functions/incident-handler.ts');
  const handler = incidentHandler({ platform, categories: categoriesOf(plan(platform)), log: () => {} });
  try {
    const answer = await handler(event, lambdaContext('incident'));
    tellProblems(answer.problems);
    return answer;
  } catch (error) {
    // The first line is what is wrong, the others are the shapes of events, which nobody types here.
    if (error instanceof EventError) throw new UsageError(error.message.split('\n')[0]?.replace(/ Allowed are:$/, '') ?? '', { cause: error });
    if (!(error instanceof ActError || error instanceof StoreError)) throw error;
    complain(`${error.message}\n`);
    process.exitCode = 1;
    return undefined;
  }
};
