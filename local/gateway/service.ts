/** What an operation is given: plain data as its protocol carries it. */
export type Input = Readonly<Record<string, unknown>>;

/** A service that the gateway speaks for. */
export interface Service {
  readonly name: string;
  readonly protocol: 'json-1.0' | 'json-1.1' | 'query';
  /** Tells its requests from others': the prefix of the target (JSON) or the version of the API (query). */
  readonly id: string;
  /** The operation's output, undefined for an operation it does not know; throws AwsError for a refusal. */
  readonly answer: (operation: string, input: Input) => unknown;
  readonly stop?: () => Promise<void>;
}

/** A refusal as AWS words it: `type` is its code, such as `ResourceNotFoundException`. */
export class AwsError extends Error {
  override readonly name = 'AwsError';
  readonly type: string;
  readonly status: number;

  constructor(type: string, message: string, status = 400) {
    super(message);
    this.type = type;
    this.status = status;
  }
}

/** A text out of an input; AWS leaves out what was not given. */
export const text = (input: Input, name: string): string | undefined => {
  const value = input[name];
  return typeof value === 'string' ? value : undefined;
};

/** A list whose elements the query protocol names otherwise than `member`, such as `<Event>`. */
export class Listed {
  readonly element: string;
  readonly values: readonly unknown[];

  constructor(element: string, values: readonly unknown[]) {
    this.element = element;
    this.values = values;
  }
}
