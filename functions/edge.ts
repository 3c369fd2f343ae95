import type { Platform } from '../shared/platform/platform.ts';
import { putMetrics } from '../shared/aws/metrics.ts';
import { dynamoStore, storeClient } from '../shared/aws/table.ts';
import { publish } from '../shared/aws/topics.ts';
import { publishInOrder } from '../shared/alerts/published.ts';
import type { CredentialReader } from '../shared/aws/credentials.ts';
import type { DeliverTools } from '../shared/deliver.ts';
import type { InvokeTools } from '../shared/invoke.ts';
import type { CategoryName } from '../shared/platform/category.ts';
import { own } from '../shared/platform/own.ts';
import type { Measurement } from '../shared/report/measurements.ts';
import { pagerEvents } from '../shared/report/note/events.ts';
import { messagesFor } from '../shared/report/note/messages.ts';
import { publishEvents } from '../shared/pagerduty/publish-events.ts';
import type { Problem } from '../shared/problem.ts';
import { StoreError } from '../shared/store-error.ts';
import type { Store } from '../shared/store.ts';
import { factsOf } from './platform-facts.ts';

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

/** Table, topics and metrics of a described platform and its categories, as the function's environment names them; `credentials` has the key of a pager. */
export const recorderOf = (
  platform: Platform, categories: readonly CategoryName[], env: Environment, credentials: Pick<CredentialReader, 'read' | 'forget'>,
): Recorder => {
  const { environment, vantage, audiences } = platform;
  const facts = factsOf(platform);
  const tableName = env['TABLE_NAME'];
  let client: ReturnType<typeof storeClient> | undefined;
  return {
    store: (report) => {
      if (tableName === undefined) return nothing;
      const unreadable = (key: string) => report({ code: 'item-unreadable', message: `The item ${key} cannot be read; it counts as absent.` });
      return dynamoStore({ tableName, environment, vantage, categories, client: (client ??= storeClient()), unreadable });
    },
    publish: async (audience, note, form, seen) => {
      const described = own(audiences, audience);
      if (described === undefined) return { refused: `the audience ${audience} is no longer described` };
      const { way } = described;
      const letter = { ...seen, note, facts };
      if ('pagerDuty' in way) {
        const { credential, url } = way.pagerDuty;
        const published = await publishEvents(pagerEvents(letter, form), { url, readKey: () => credentials.read(credential), timeoutMs: publishTimeoutMs });
        // A refused key may have been rotated: the next try reads it anew.
        if (typeof published === 'object' && 'refused' in published) credentials.forget(credential);
        return published;
      }
      const topicArn = 'arn' in way.topic ? way.topic.arn : env[way.topic.env];
      if (topicArn === undefined) return { transient: `the topic of ${audience} is not known: set its environment variable` };
      return publishInOrder(messagesFor(described.form, letter, form), (message) => publish({ topicArn, ...message, timeoutMs: publishTimeoutMs }));
    },
    measure: async (data, at) => {
      const measured = await putMetrics({ namespace: env['METRIC_NAMESPACE'] ?? 'HokusaiHealth', environment, at, data });
      if ('failed' in measured) throw new Error(measured.failed);
      if (measured.dropped.length > 0) throw new Error(`No number to publish for ${measured.dropped.join(', ')}.`);
    },
    warm: {},
  };
};
