import { create } from 'dynalite/db/index.js';
import type { Tables } from 'dynalite/db/index.js';
import { checkTypes, checkValidations } from 'dynalite/validations/index.js';
import type { Rules } from 'dynalite/validations/index.js';
import { AwsError, text } from './service.ts';
import type { Input, Service } from './service.ts';

type Action = (tables: Tables, input: unknown, done: (error: unknown, output?: unknown) => void) => void;

/** A refusal in dynalite's words. What has no status is a fault of the disk or of dynalite itself. */
interface Refusal { readonly statusCode?: number; readonly body?: { readonly __type?: string; readonly message?: string; readonly Message?: string } }

const operations: ReadonlySet<string> = new Set([
  'BatchGetItem', 'BatchWriteItem', 'CreateTable', 'DeleteItem', 'DeleteTable', 'DescribeTable', 'GetItem', 'ListTables', 'PutItem',
  'Query', 'Scan', 'UpdateItem', 'UpdateTable',
]);

const asAwsError = (error: unknown): unknown => {
  const { statusCode, body: { __type = '', message, Message = '' } = {} } = error as Refusal;
  return statusCode === undefined ? error : new AwsError(__type.split('#').at(-1) ?? '', message ?? Message, statusCode);
};

const perform = async (tables: Tables, operation: string, input: Input): Promise<unknown> => {
  const name = `${operation.charAt(0).toLowerCase()}${operation.slice(1)}.js`;
  const { default: act } = await import(`dynalite/actions/${name}`) as { readonly default: Action };
  const { default: { types, custom } } = await import(`dynalite/validations/${name}`) as { readonly default: Rules };
  try {
    const known = checkTypes(input, types);
    checkValidations(known, types, custom, tables);
    return await new Promise<unknown>((resolve, reject) => {
      act(tables, known, (error, output) => (error ? reject(error) : resolve(output)));
    });
  } catch (error) {
    throw asAwsError(error);
  }
};

/** LevelDB words why it did not open in the cause of its error. */
const open = async (tables: Tables): Promise<void> => {
  try {
    await tables.db.open();
  } catch (error) {
    throw error instanceof Error && error.cause instanceof Error ? error.cause : error;
  }
};

/**
 * DynamoDB by dynalite, in a directory or in memory; the calls for time to live, which it lacks, are answered here. Throws when what
 * is in the directory cannot be opened.
 */
export const dynamodb = async (directory?: string): Promise<Service> => {
  const timesToLive = new Map<string, { readonly AttributeName?: string; readonly Enabled?: boolean }>();
  const path = directory === undefined ? {} : { path: directory };
  const tables = create({ ...path, createTableMs: 0, deleteTableMs: 0, updateTableMs: 0 });
  await open(tables);

  return {
    name: 'dynamodb',
    protocol: 'json-1.0',
    id: 'DynamoDB_20120810',
    answer: (operation, input) => {
      const table = text(input, 'TableName') ?? '';
      if (operation === 'UpdateTimeToLive') {
        const specification = input['TimeToLiveSpecification'] ?? {};
        timesToLive.set(table, specification);
        return { TimeToLiveSpecification: specification };
      }
      if (operation === 'DescribeTimeToLive') {
        const { AttributeName, Enabled = false } = timesToLive.get(table) ?? {};
        return { TimeToLiveDescription: { TimeToLiveStatus: Enabled ? 'ENABLED' : 'DISABLED', AttributeName } };
      }
      return operations.has(operation) ? perform(tables, operation, input) : undefined;
    },
    stop: () => tables.db.close(),
  };
};
