import { CreateTableCommand, DescribeTableCommand, ResourceNotFoundException, UpdateTimeToLiveCommand } from '@aws-sdk/client-dynamodb';
import type { DynamoDBClient } from '@aws-sdk/client-dynamodb';

/** Creates the table, as the deployment does on AWS, unless it is there. */
export const ensureTable = async (client: DynamoDBClient, tableName: string): Promise<void> => {
  const missing = await client.send(new DescribeTableCommand({ TableName: tableName })).then(() => false, (error: unknown) => {
    if (error instanceof ResourceNotFoundException) return true;
    throw error;
  });
  if (!missing) return;
  await client.send(new CreateTableCommand({
    TableName: tableName,
    BillingMode: 'PAY_PER_REQUEST',
    AttributeDefinitions: [{ AttributeName: 'pk', AttributeType: 'S' }, { AttributeName: 'sk', AttributeType: 'S' }],
    KeySchema: [{ AttributeName: 'pk', KeyType: 'HASH' }, { AttributeName: 'sk', KeyType: 'RANGE' }],
  }));
  await client.send(new UpdateTimeToLiveCommand({
    TableName: tableName,
    TimeToLiveSpecification: { AttributeName: 'expiresAt', Enabled: true },
  }));
};
