import { CreateTopicCommand, ListTopicsCommand, PublishCommand, SNSClient } from '@aws-sdk/client-sns';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { startGateway } from '../../../local/gateway/gateway.ts';
import type { Gateway } from '../../../local/gateway/gateway.ts';
import { clientConfig } from '../../fixtures/table.ts';

let gateway: Gateway;
let client: SNSClient;
beforeAll(async () => {
  gateway = await startGateway({ region: 'eu-central-1' });
  client = new SNSClient({ ...clientConfig(gateway), maxAttempts: 1 });
});
afterAll(async () => {
  client.destroy();
  await gateway.stop();
});

test('a topic is created once and listed', async () => {
  const { TopicArn } = await client.send(new CreateTopicCommand({ Name: 'people' }));
  expect(TopicArn).toBe('arn:aws:sns:eu-central-1:000000000000:people');
  expect(gateway.createTopic('people')).toBe(TopicArn);
  expect((await client.send(new ListTopicsCommand({}))).Topics).toEqual([{ TopicArn }]);
});

test.for([
  ['with a line break', 'a\nb'],
  ['with a control character', 'a\u0007b'],
  ['that begins with a space', ' a'],
  ['of 101 characters', 'x'.repeat(101)],
] as const)('a subject %s is refused and nothing is published', async ([, Subject]) => {
  const TopicArn = gateway.createTopic('subjects');
  const published = client.send(new PublishCommand({ TopicArn, Subject, Message: 'm' }));
  await expect(published).rejects.toMatchObject({ name: 'InvalidParameterException' });
  expect(gateway.published()).toEqual([]);
});

test('attributes count towards the 256 KiB of a message', async () => {
  const TopicArn = gateway.createTopic('sizes');
  const send = (StringValue: string) => client.send(new PublishCommand({
    TopicArn, Message: 'x'.repeat(262_134), MessageAttributes: { name: { DataType: 'String', StringValue } },
  }));
  await expect(send('1234567')).rejects.toThrow('too long');
  const { MessageId } = await send('123456');
  expect(gateway.published().at(-1)).toMatchObject({ id: MessageId, topicArn: TopicArn, attributes: { name: '123456' } });
});
