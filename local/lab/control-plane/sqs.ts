import { AwsError, text } from '../../gateway/service.ts';
import type { Service } from '../../gateway/service.ts';
import type { QueueState } from '../world/queue.ts';
import { account, queueArn, queueName, queueUrl } from './names.ts';

const attributesOf = ({ depth, inFlight }: QueueState): Readonly<Record<string, string>> => ({
  QueueArn: queueArn, ApproximateNumberOfMessages: String(depth), ApproximateNumberOfMessagesNotVisible: String(inFlight),
  ApproximateNumberOfMessagesDelayed: '0', VisibilityTimeout: '30', MessageRetentionPeriod: '345600',
});

/** SQS (version 2012-11-05), as it tells of the lab's queue. It does not tell how old messages are. */
export const sqs = (queue: () => QueueState): Service => ({
  name: 'sqs', protocol: 'json-1.0', id: 'AmazonSQS',
  answer: (operation, input) => {
    const { there } = queue();
    if (operation === 'ListQueues') return { QueueUrls: there ? [queueUrl] : [] };
    if (operation !== 'GetQueueAttributes') return undefined;
    // Whatever the host: SQS goes by the end of the URL.
    const asked = text(input, 'QueueUrl') ?? '';
    if (!there || !asked.endsWith(`/${account}/${queueName}`)) {
      throw new AwsError('com.amazonaws.sqs#QueueDoesNotExist', 'The specified queue does not exist.');
    }
    const names = (input['AttributeNames'] ?? []) as readonly string[];
    const wanted = Object.entries(attributesOf(queue())).filter(([name]) => names.includes(name) || names.includes('All'));
    return wanted.length === 0 ? {} : { Attributes: Object.fromEntries(wanted) };
  },
});
