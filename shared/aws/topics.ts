import type { SNSClient } from '@aws-sdk/client-sns';
import type { Published } from '../alerts/published.ts';
import { ascii } from '../report/ascii.ts';

export interface TopicMessage {
  readonly topicArn: string;
  /** For people who read e-mail; what SNS would refuse is replaced. */
  readonly subject: string;
  readonly body: string;
  readonly attributes?: Readonly<Record<string, string>>;
  readonly timeoutMs?: number;
}

const longestSubject = 99;
/**
 * A subject as SNS takes it: ASCII, no line breaks, under 100 characters, beginning with something visible; undefined when nothing
 * is left. Source: Amazon SNS API reference, Publish.
 */
export const subjectLine = (subject: string): string | undefined => {
  const line = ascii(subject);
  if (line === '') return undefined;
  return line.length <= longestSubject ? line : `${line.slice(0, longestSubject - 3).trimEnd()}...`;
};

/** Refusals that the same message meets again, whenever it is sent. */
const forGood = new Set([
  'InvalidParameterException', 'InvalidParameterValueException', 'ValidationException', 'NotFoundException', 'AuthorizationErrorException',
  'EndpointDisabledException', 'KMSAccessDeniedException', 'KMSDisabledException', 'KMSNotFoundException',
]);

let own: Promise<SNSClient> | undefined;
const connect = (): Promise<SNSClient> =>
  (own ??= import('@aws-sdk/client-sns').then(({ SNSClient }) => new SNSClient({ maxAttempts: 2 })));

/**
 * Publishes to a topic, within `timeoutMs` (3 seconds). Never throws: `transient` may go better later, `refused` will not. The client
 * is loaded with the first message only, because most runs have none.
 */
export const publish = async (message: TopicMessage, client?: SNSClient): Promise<Published> => {
  const { topicArn, subject, body, attributes = {}, timeoutMs = 3_000 } = message;
  try {
    const { PublishCommand } = await import('@aws-sdk/client-sns');
    const line = subjectLine(subject);
    const command = new PublishCommand({
      TopicArn: topicArn,
      ...(line === undefined ? {} : { Subject: line }),
      Message: body,
      MessageAttributes: Object.fromEntries(
        Object.entries(attributes).map(([name, value]) => [name, { DataType: 'String', StringValue: value }]),
      ),
    });
    await (client ?? await connect()).send(command, { abortSignal: AbortSignal.timeout(timeoutMs) });
    return 'taken';
  } catch (error) {
    if (!(error instanceof Error)) return { transient: String(error) };
    const why = `${error.name}: ${error.message}`;
    return forGood.has(error.name) ? { refused: why } : { transient: why };
  }
};
