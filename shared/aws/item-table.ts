import { GetItemCommand, PutItemCommand, QueryCommand } from '@aws-sdk/client-dynamodb';
import type { AttributeValue, DynamoDBClient, PutItemCommandInput, QueryCommandInput } from '@aws-sdk/client-dynamodb';
import { storeFault } from './store-fault.ts';

export type Item = Record<string, AttributeValue>;

type Condition = Pick<PutItemCommandInput, 'ConditionExpression' | 'ExpressionAttributeValues'>;

/** A call ends then at the latest, with all its attempts. */
const callMs = 5_000;
const bounded = () => ({ abortSignal: AbortSignal.timeout(callMs) });

const fail = (error: unknown): never => { throw storeFault(error); };

const isLostCondition = (error: unknown): error is Error & { $metadata?: { attempts?: number } } =>
  error instanceof Error && error.name === 'ConditionalCheckFailedException';

const nothing = new Uint8Array();
const same = (a: AttributeValue | undefined, b: AttributeValue | undefined): boolean =>
  a?.S === b?.S && Buffer.compare(a?.B ?? nothing, b?.B ?? nothing) === 0;

/** The items of one partition: read strongly consistently, written on a condition. Throws StoreError, within 5 seconds. */
export const itemTable = (client: DynamoDBClient, TableName: string, pk: AttributeValue) => {
  const get = async (sk: string): Promise<Item | undefined> => {
    const command = new GetItemCommand({ TableName, Key: { pk, sk: { S: sk } }, ConsistentRead: true });
    return (await client.send(command, bounded()).catch(fail)).Item;
  };

  /** True when stored. Where a retry meets its own first attempt's item, that attempt's answer was lost: it is stored too. */
  const put = async (item: Item & { sk: { S: string } }, condition: Condition): Promise<boolean> => {
    try {
      await client.send(new PutItemCommand({ TableName, Item: { pk, ...item }, ...condition }), bounded());
      return true;
    } catch (error) {
      if (!isLostCondition(error)) return fail(error);
      return (error.$metadata?.attempts ?? 1) > 1 && same((await get(item.sk.S))?.['data'], item['data']);
    }
  };

  const query = async function* (input: Omit<QueryCommandInput, 'TableName'>): AsyncGenerator<Item> {
    let from: Item | undefined;
    do {
      const next = from === undefined ? {} : { ExclusiveStartKey: from };
      const page = await client.send(new QueryCommand({ TableName, ConsistentRead: true, ...input, ...next }), bounded()).catch(fail);
      yield* page.Items ?? [];
      from = page.LastEvaluatedKey;
    } while (from !== undefined);
  };

  return { get, put, query };
};
