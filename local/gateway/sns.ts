import { randomUUID } from 'node:crypto';
import type { Journal } from './journal.ts';
import { AwsError, text } from './service.ts';
import type { Input, Service } from './service.ts';

/** A message that a topic has taken. `at` is epoch milliseconds. */
export interface Message {
  readonly id: string;
  readonly topicArn: string;
  readonly subject?: string;
  readonly body: string;
  readonly attributes: Readonly<Record<string, string>>;
  readonly at: number;
}

const largest = 262_144;
const invalid = (message: string): AwsError => new AwsError('InvalidParameter', `Invalid parameter: ${message}`);

const attributesOf = (input: Input): Record<string, string> => {
  const attributes: Record<string, string> = {};
  for (let n = 1; ; n += 1) {
    const name = text(input, `MessageAttributes.entry.${n}.Name`);
    if (name === undefined) return attributes;
    const value = text(input, `MessageAttributes.entry.${n}.Value.StringValue`) ?? '';
    if (value === '') throw new AwsError('ParameterValueInvalid', `The message attribute '${name}' must contain non-empty value.`);
    attributes[name] = value;
  }
};

/** Source: Amazon SNS API reference, Publish: the limits of Subject and Message. */
const message = (input: Input): Omit<Message, 'topicArn'> => {
  const body = text(input, 'Message') ?? '';
  const subject = text(input, 'Subject');
  const attributes = attributesOf(input);
  if (body === '') throw invalid('Empty message');
  if (subject !== undefined && !/^[\p{L}\p{N}\p{P}\p{S}][^\p{Cc}\u2028\u2029]{0,99}$/u.test(subject)) throw invalid('Subject');
  const bytes = Buffer.byteLength(body) + Object.entries(attributes).flat().reduce((sum, part) => sum + Buffer.byteLength(part), 0);
  if (bytes > largest) throw invalid('Message too long');
  return { id: randomUUID(), ...(subject === undefined ? {} : { subject }), body, attributes, at: Date.now() };
};

export interface Topics extends Service {
  /** The topic's ARN. */
  readonly createTopic: (name: string) => string;
}

/** SNS topics that keep what was published. A topic has to be created before it takes anything. */
export const sns = (region: string, topics: Journal<string>, messages: Journal<Message>): Topics => {
  const createTopic = (name: string): string => {
    if (!/^[\w-]{1,256}$/.test(name)) throw invalid('Topic Name');
    const arn = `arn:aws:sns:${region}:000000000000:${name}`;
    if (!topics.entries.includes(arn)) topics.add(arn);
    return arn;
  };
  return {
    name: 'sns',
    protocol: 'query',
    id: '2010-03-31',
    createTopic,
    answer: (operation, input) => {
      switch (operation) {
        case 'Publish': {
          const topicArn = text(input, 'TopicArn') ?? '';
          if (!topicArn.startsWith('arn:')) throw invalid('TopicArn or TargetArn Reason: no value for required parameter');
          const published = { topicArn, ...message(input) };
          if (!topics.entries.includes(topicArn)) throw new AwsError('NotFound', 'Topic does not exist', 404);
          messages.add(published);
          return { MessageId: published.id };
        }
        case 'CreateTopic':
          return { TopicArn: createTopic(text(input, 'Name') ?? '') };
        case 'ListTopics':
          return { Topics: topics.entries.map((TopicArn) => ({ TopicArn })) };
        default:
          return undefined;
      }
    },
  };
};
