/** Wrong usage or a wrong description: told in one message without a stack, exit code 2. */
export class UsageError extends Error {
  override readonly name = 'UsageError';
}
