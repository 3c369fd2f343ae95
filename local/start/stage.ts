import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Answer } from '../../functions/answer.ts';
import { categoryHandler } from '../../functions/category.ts';
import { dynamoStore } from '../../shared/aws/table.ts';
import { generators, plan } from '../../shared/categories/index.ts';
import { categoriesOf, type CategoryName } from '../../shared/platform/category.ts';
import type { Platform } from '../../shared/platform/platform.ts';
import * as kinds from '../../shared/probes/index.ts';
import { messageOf } from '../../shared/problem.ts';
import type { Store } from '../../shared/store.ts';
import { readPlatform } from '../../shared/description.ts';
import { ensureTable } from '../gateway/ensure-table.ts';
import { startGateway, type Gateway } from '../gateway/gateway.ts';
import type { Message } from '../gateway/sns.ts';
import { startLab, type Lab } from '../lab/lab.ts';
import { temporaryFolder } from '../lab/temporary-folder.ts';
import { lambdaContext } from '../lambda-context.ts';
import { UsageError } from '../usage-error.ts';
import { mlflowAt } from './mlflow-port.ts';
import { shellExports } from './shell-exports.ts';
import { surround } from './surroundings.ts';
import { readersOf, type ToldMessage } from './told.ts';

/** Everything that runs on this machine: a small platform, what stands in for AWS, and the functions that check the one by the other. */
export interface Stage {
  readonly lab: Lab;
  readonly gateway: Gateway;
  readonly platform: Platform;
  /** Read by a shell, it leads the commands there to what is remembered here. */
  readonly environmentFile: string;
  readonly store: Store;
  readonly readBy: (message: Message) => ToldMessage;
  /** Calls a category's function as the schedule does. `time` is epoch milliseconds. With `ifDue` it finds out whether it is. */
  readonly call: (category: CategoryName, time: number, ifDue?: boolean) => Promise<Answer>;
  /** Those that have checks. */
  readonly categories: readonly CategoryName[];
  /** Categories whose function runs at this moment. */
  readonly checking: () => readonly CategoryName[];
  /** Lets end what runs, and takes no more calls. A second stop does nothing. */
  readonly stop: () => Promise<void>;
}

export interface StageOptions {
  /** Keeps what is remembered and published in this folder; absent: gone at the end. */
  readonly dataDir?: string;
  /** Address of a real MLflow on this machine; absent: the stand-in. */
  readonly mlflow?: string;
  /** Whether the lab has a Redis. */
  readonly redis?: boolean;
  /** Takes the functions' structured log lines, and what else is to be known. */
  readonly log: (line: string) => void;
}

const table = 'hokusai-health';
/** Topics by the variables that the description names. */
const topics = { NOTIFY_TOPIC_ARN: 'hokusai-health', PAGER_TOPIC_ARN: 'hokusai-health-pager', CHAT_TOPIC_ARN: 'hokusai-health-chat' };

/** The lab's description, read as any description is: from a file. Throws with the faults found in it. */
const describe = async (lab: Lab, file: string): Promise<Platform> => {
  await writeFile(file, lab.description);
  const read = await readPlatform(file);
  if ('platform' in read) return read.platform;
  throw new Error(`The lab's description is wrong:\n${read.text}`);
};

/** Throws UsageError where it is the folder that does not keep what it should. */
const keeping = <T>(dataDir: string | undefined, work: Promise<T>): Promise<T> => work.catch((error: unknown) => {
  if (dataDir === undefined) throw error;
  throw new UsageError(`The data cannot be kept in ${dataDir}: ${messageOf(error)}`, { cause: error });
});

/**
 * Brings everything up, or leaves nothing behind. The functions find their surroundings in this process's environment, as they do in
 * a Lambda, until it is stopped. Throws UsageError for a data folder that cannot be used.
 */
export const raise = async ({ dataDir, mlflow, redis = false, log }: StageOptions): Promise<Stage> => {
  await using raised = new AsyncDisposableStack();
  const lab = await startLab({ ...mlflowAt(mlflow), redis });
  raised.defer(lab.stop);
  const kept = dataDir === undefined ? {} : { dataDir };
  const gateway = await keeping(dataDir, startGateway({ services: lab.aws, measured: lab.measured, warn: log, ...kept }));
  raised.defer(gateway.stop);
  const arns = Object.fromEntries(Object.entries(topics).map(([variable, name]) => [variable, gateway.createTopic(name)]));
  const recorded = { ...gateway.env, TABLE_NAME: table, ...arns };
  raised.defer(surround({ ...recorded, ...lab.env }));
  await keeping(dataDir, ensureTable(new DynamoDBClient({}), table));

  const { path: folder, remove } = await temporaryFolder('hokusai-health-');
  raised.defer(remove);
  const [description, environmentFile] = [join(folder, 'platform.yml'), join(folder, 'env.sh')];
  const platform = await describe(lab, description);
  // For who asks from another terminal what is remembered here: without the lab's keys, which that takes none of.
  await writeFile(environmentFile, shellExports({ ...recorded, HOKUSAI_PLATFORM: description }), { mode: 0o600 });
  const categories = categoriesOf(plan(platform));
  const handlers = new Map(categories.map((category) =>
    [category, categoryHandler({ category, generate: generators[category], platform, categories, kinds, log })]));
  const running = new Map<Promise<Answer>, CategoryName>();
  const everything = raised.move();
  everything.defer(async () => {
    await Promise.allSettled(running.keys());
  });

  return {
    lab, gateway, platform, categories, environmentFile,
    checking: () => [...running.values()],
    readBy: readersOf(platform, recorded),
    store: dynamoStore({ tableName: table, environment: platform.environment, vantage: platform.vantage, categories }),
    call: async (category, time, ifDue = false) => {
      const handler = handlers.get(category);
      if (handler === undefined || everything.disposed) throw new Error(`No function checks ${category}.`);
      const event = { category, time: new Date(time).toISOString(), id: crypto.randomUUID(), ifDue };
      const run = handler(event, lambdaContext(category)).finally(() => running.delete(run));
      running.set(run, category);
      return run;
    },
    stop: () => everything.disposeAsync(),
  };
};
