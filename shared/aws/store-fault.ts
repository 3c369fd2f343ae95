import { DynamoDBServiceException } from '@aws-sdk/client-dynamodb';
import { StoreError } from '../store-error.ts';

const throttles = new Set(['ThrottlingException', 'ProvisionedThroughputExceededException', 'RequestLimitExceeded']);

const fromService = (error: DynamoDBServiceException): StoreError => {
  const say = (code: StoreError['code']) => new StoreError(code, `DynamoDB: ${error.name}: ${error.message}`, { cause: error });
  if (throttles.has(error.name)) return say('store-throttled');
  if ((error.$metadata.httpStatusCode ?? 500) >= 500) return say('store-unreachable');
  return say(/size (has )?exceed/i.test(error.message) ? 'store-too-large' : 'store-refused');
};

/** A defect in the checker: it is to be seen as such, not as an outage. */
const isDefect = (error: unknown): boolean => error instanceof TypeError || error instanceof RangeError || error instanceof ReferenceError;

/** What a call to DynamoDB threw, as the store's own error; a defect as it is. Everything else was the way there. */
export const storeFault = (error: unknown): unknown => {
  if (error instanceof StoreError || isDefect(error)) return error;
  if (error instanceof DynamoDBServiceException) return fromService(error);
  const why = error instanceof Error ? `${error.name}: ${error.message}` : String(error);
  return new StoreError('store-unreachable', `DynamoDB did not answer: ${why}`, { cause: error });
};
