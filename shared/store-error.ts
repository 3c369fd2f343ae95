/** `unreachable` and `throttled` may pass by themselves; the others need somebody to look. */
export type StoreErrorCode = 'store-unreachable' | 'store-throttled' | 'store-refused' | 'store-too-large';

/** The memory could not be read or written. A defect of the checker's own is never wrapped in this. */
export class StoreError extends Error {
  override readonly name = 'StoreError';
  readonly code: StoreErrorCode;

  constructor(code: StoreErrorCode, message: string, options?: ErrorOptions) {
    super(message, options);
    this.code = code;
  }
}
