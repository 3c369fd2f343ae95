import { DynamoDBServiceException } from '@aws-sdk/client-dynamodb';
import { expect, test } from 'vitest';
import { storeFault } from '../../../shared/aws/store-fault.ts';
import { StoreError } from '../../../shared/store-error.ts';

const answered = (name: string, httpStatusCode: number, message = 'why') =>
  new DynamoDBServiceException({ name, message, $fault: 'client', $metadata: { httpStatusCode } });

test.for([
  [answered('ProvisionedThroughputExceededException', 400), 'store-throttled'],
  [answered('RequestLimitExceeded', 400), 'store-throttled'],
  [answered('InternalServerError', 500), 'store-unreachable'],
  [answered('ServiceUnavailable', 503), 'store-unreachable'],
  [answered('AccessDeniedException', 400), 'store-refused'],
  [answered('ValidationException', 400), 'store-refused'],
  [answered('ValidationException', 400, 'Item size has exceeded the maximum allowed size'), 'store-too-large'],
  [Object.assign(new Error('connect'), { code: 'ECONNREFUSED' }), 'store-unreachable'],
  [Object.assign(new Error('aborted'), { name: 'AbortError' }), 'store-unreachable'],
  [Object.assign(new Error('no keys'), { name: 'CredentialsProviderError' }), 'store-unreachable'],
] as const)('%s is %s, and keeps its cause', ([cause, code]) => {
  const fault = storeFault(cause);
  expect(fault).toBeInstanceOf(StoreError);
  expect(fault).toMatchObject({ code, cause, message: expect.stringContaining(cause.message) });
});

test.for([new TypeError('a defect'), new RangeError('a defect'), new StoreError('store-refused', 'known')])('%s stays what it is', (error) => {
  expect(storeFault(error)).toBe(error);
});
