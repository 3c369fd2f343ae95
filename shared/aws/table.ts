import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { firstEvaluation, type Evaluation } from '../alerts/evaluation.ts';
import type { CategoryState } from '../health/category-state.ts';
import type { CategoryName } from '../platform/category.ts';
import { StoreError } from '../store-error.ts';
import type { RunRecord, Store } from '../store.ts';
import { itemTable, type Item } from './item-table.ts';
import { itemBytes, pack } from './payload.ts';
import { itemReader } from './read-item.ts';
import { compactRun, readRun } from './run-item.ts';
import type { CompactRun } from './run-item.ts';

const keptMs = 90 * 86_400_000;
/** A vantage from which nothing came for so long is another one's former name, or is no more. */
const abandonedMs = 86_400_000;
const largestEvaluation = 16 * 1024;
/** The last time whose ISO form sorts as text. */
const latest = Date.UTC(9999, 11, 31);

/** A dead table must not eat the run's deadline. */
const patience = {
  maxAttempts: 3,
  requestHandler: { connectionTimeout: 1_000, requestTimeout: 3_000, throwOnRequestTimeout: true },
};

const absent = { ConditionExpression: 'attribute_not_exists(pk)' };
/** Absent, or not of this store's making. */
const unversioned = { ConditionExpression: 'attribute_not_exists(version)' };

const stateKey = (category: string, vantage: string): string => `STATE#${category}#${vantage}`;
const runKey = (category: string, vantage: string, scheduled: number): string =>
  `RUN#${category}#${vantage}#${new Date(scheduled).toISOString()}`;

/** The client of a store, unless given another. */
export const storeClient = () => new DynamoDBClient(patience);

/** In the place of an evaluation that cannot be read: put on top of that very version, numbering its notes and incidents beyond all that were made. */
const evaluationAnew = (version: number): Evaluation => ({ ...firstEvaluation, version, notes: version, incidents: version });

/**
 * The memory of an environment in one DynamoDB table (keys `pk` and `sk`, time to live in `expiresAt`), from one vantage; `states`
 * answers with those of every vantage, but for one that was silent for a day. Without a client it makes its own, with region, endpoint and credentials as the SDK finds
 * them in the environment. Every call ends within 5 seconds; a StoreError's code says what went wrong. An item that cannot be read is
 * told as `unreadable` and counts as absent; it is overwritten on the same conditions as any other.
 */
export const dynamoStore = ({ tableName, environment, vantage, categories, client = storeClient(), now = Date.now, unreadable = () => {} }: {
  readonly tableName: string;
  readonly environment: string;
  readonly vantage: string;
  /** Those that are described: what is remembered of others is of the past, and left out of `states`. Absent: all. */
  readonly categories?: readonly CategoryName[];
  readonly client?: DynamoDBClient;
  readonly now?: () => number;
  readonly unreadable?: (key: string) => void;
}): Store => {
  const pk = { S: `ENV#${environment}` };
  const { get, put, query } = itemTable(client, tableName, pk);
  const read = itemReader(unreadable);
  const readState = (item: Item) => read(item, 'checks') as CategoryState | undefined;
  const isPast = (state: CategoryState): boolean =>
    categories?.includes(state.category) === false || (state.vantage !== vantage && now() - state.lastRun > abandonedMs);

  return {
    state: async (category) => {
      const item = await get(stateKey(category, vantage));
      return item && readState(item);
    },

    states: async () => {
      const states: CategoryState[] = [];
      const items = query({
        KeyConditionExpression: 'pk = :pk AND begins_with(sk, :prefix)',
        ExpressionAttributeValues: { ':pk': pk, ':prefix': { S: 'STATE#' } },
      });
      for await (const item of items) {
        const state = readState(item);
        if (state !== undefined && !isPast(state)) states.push(state);
      }
      return states;
    },

    putState: async (state) => {
      const lastRun = { N: String(state.lastRun) };
      const stored = await put({ sk: { S: stateKey(state.category, state.vantage) }, lastRun, data: pack(state) }, {
        ConditionExpression: 'attribute_not_exists(lastRun) OR lastRun < :lastRun',
        ExpressionAttributeValues: { ':lastRun': lastRun },
      });
      return stored ? 'stored' : 'not newer';
    },

    putRun: async (run) => {
      const expiresAt = { N: String(Math.floor((run.scheduled + keptMs) / 1000)) };
      await put({ sk: { S: runKey(run.category, run.vantage, run.scheduled) }, expiresAt, data: pack(compactRun(run)) }, absent);
    },

    runs: async (category, { from, to, limit }) => {
      // DynamoDB deletes expired items days late. All runs are kept equally long, so the expired ones are the oldest.
      const oldest = Math.max(from, now() - keptMs);
      const runs: RunRecord[] = [];
      if (oldest > to || limit < 1) return runs;
      const items = query({
        KeyConditionExpression: 'pk = :pk AND sk BETWEEN :oldest AND :newest',
        ExpressionAttributeValues: {
          ':pk': pk,
          ':oldest': { S: runKey(category, vantage, oldest) },
          ':newest': { S: runKey(category, vantage, Math.min(to, latest)) },
        },
        ScanIndexForward: false,
        ConsistentRead: false,
        Limit: limit,
      });
      for await (const item of items) {
        const scheduled = Date.parse(item['sk']?.S?.split('#').at(-1) ?? '');
        const compact = read(item, 'of') as CompactRun | undefined;
        if (compact !== undefined) runs.push(readRun({ category, vantage, scheduled }, compact));
        if (runs.length === limit) break;
      }
      return runs;
    },

    evaluation: async () => {
      const item = await get('EVALUATION');
      return item && ((read(item, 'silences') as Evaluation | undefined) ?? evaluationAnew(Number(item['version']?.N ?? 0)));
    },

    putEvaluation: async (evaluation) => {
      const item = { sk: { S: 'EVALUATION' }, version: { N: String(evaluation.version) }, data: pack(evaluation) };
      const bytes = itemBytes({ pk, ...item });
      if (bytes > largestEvaluation) {
        throw new StoreError('store-too-large', `The evaluation takes ${bytes} bytes of ${largestEvaluation}.`);
      }
      const before = { ':before': { N: String(evaluation.version - 1) } };
      const unchanged = { ConditionExpression: 'version = :before', ExpressionAttributeValues: before };
      return (await put(item, evaluation.version === 1 ? unversioned : unchanged)) ? 'stored' : 'conflict';
    },
  };
};
