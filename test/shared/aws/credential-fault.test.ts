import { expect, test } from 'vitest';
import { faultOf } from '../../../shared/aws/credential-fault.ts';

const named = (name: string, message = 'no'): Error => Object.assign(new Error(message), { name });

test.for([
  ['missing', named('ResourceNotFoundException')],
  ['missing', named('ParameterNotFound')],
  ['missing', named('InvalidRequestException', "You can't perform this operation on the secret because it was marked for deletion.")],
  ['refused', named('AccessDeniedException')],
  ['refused', named('DecryptionFailure')],
  ['refused', named('ExpiredTokenException')],
  ['unreachable', named('InvalidRequestException', 'The secret is managed by another service.')],
  ['unreachable', named('InternalServiceError')],
  ['unreachable', named('TimeoutError')],
  ['unreachable', 'not even an error'],
] as const)('a secret is %s: %s', ([fault, error]) => {
  expect(faultOf(error)).toBe(fault);
});
