import type { Platform } from '../shared/platform/platform.ts';
import { putMetrics } from '../shared/aws/metrics.ts';
import { dynamoStore, storeClient } from '../shared/aws/table.ts';
import { publish } from '../shared/aws/topics.ts';
import type { DeliverTools } from '../shared/deliver.ts';
import type { InvokeTools } from '../shared/invoke.ts';
import { own } from '../shared/platform/own.ts';
import type { Measurement } from '../shared/report/measurements.ts';
import { minimalMessage, noteMessage } from '../shared/report/note-text.ts';
import type { Problem } from '../shared/problem.ts';
import { StoreError } from '../shared/store-error.ts';
import type { Store } from '../shared/store.ts';

/** Where an invocation remembers, tells and measures. Made once for a warm container. */
export interface Recorder {
  /** One invocation's view of the memory. */
  readonly store: (report: (problem: Problem) => void) => Store;
  readonly publish: DeliverTools['publish'];
  readonly measure: (data: readonly Measurement[], at: number) => Promise<void>;
  readonly warm: InvokeTools['warm'];
}

type Environment = Readonly<Record<string, string | undefined>>;

const publishTimeoutMs = 3_000;

const noTable = (): Promise<never> =>
  Promise.reject(new StoreError('store-refused', 'the environment variable TABLE_NAME is not set; the deployment sets it'));

/** Without a table the checks still run, and what is down is still told. */
const nothing: Store = {
  state: noTable, states: noTable, putState: noTable, putRun: noTable, runs: noTable, evaluation: noTable, putEvaluation: noTable,
};

/** Table, topics and metrics of a described platform, as the function's environment names them. */
export const recorderOf = (platform: Platform, env: Environment): Recorder => {
  const { environment, vantage, audiences } = platform;
  const tableName = env['TABLE_NAME'];
  let client: ReturnType<typeof storeClient> | undefined;
  return {
    store: (report) => {
      if (tableName === undefined) return nothing;
      const unreadable = (key: string) => report({ code: 'item-unreadable', message: `The item ${key} cannot be read; it counts as absent.` });
      return dynamoStore({ tableName, environment, vantage, client: (client ??= storeClient()), unreadable });
    },
    publish: async (audience, note, form, seen) => {
      const described = own(audiences, audience);
      if (described === undefined) return { refused: `the audience ${audience} is no longer described` };
      const { way } = described;
      if ('pagerDuty' in way) return { transient: 'not yet' };
      const topicArn = 'arn' in way.topic ? way.topic.arn : env[way.topic.env];
      if (topicArn === undefined) return { transient: `the topic of ${audience} is not known: set its environment variable` };
      const { subject, body } = form === 'full' ? noteMessage(note, seen) : minimalMessage(note);
      return publish({ topicArn, subject, body, timeoutMs: publishTimeoutMs });
    },
    measure: async (data, at) => {
      const measured = await putMetrics({ namespace: env['METRIC_NAMESPACE'] ?? 'HokusaiHealth', environment, at, data });
      if ('failed' in measured) throw new Error(measured.failed);
      if (measured.dropped.length > 0) throw new Error(`No number to publish for ${measured.dropped.join(', ')}.`);
    },
    warm: {},
  };
};
