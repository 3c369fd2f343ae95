import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { answerCall } from './answer-call.ts';
import { cloudwatch } from './cloudwatch.ts';
import type { Datum } from './cloudwatch.ts';
import { dynamodb } from './dynamodb.ts';
import { openFaults } from './faults.ts';
import type { Fault } from './faults.ts';
import { openJournal } from './journal.ts';
import { lockDirectory } from './lock.ts';
import { makeFolder } from './make-folder.ts';
import { secretsManager } from './secrets-manager.ts';
import type { Service } from './service.ts';
import { sns } from './sns.ts';
import type { Message } from './sns.ts';
import { ssm } from './ssm.ts';
import { sts } from './sts.ts';

export interface GatewayOptions {
  /** Where everything is kept, so that it survives a restart; absent: in memory. Throws when another gateway uses it. */
  readonly dataDir?: string;
  readonly port?: number;
  readonly region?: string;
  /** What is said by others than the gateway itself, such as of what runs in ECS. They go before its own. */
  readonly services?: readonly Service[];
  /** What AWS itself measured of what runs on it, besides what is published here. */
  readonly measured?: () => readonly Datum[];
  /** Values by secret id or parameter name. */
  readonly secrets?: Readonly<Record<string, string>>;
  /** Told in a line when something could not be kept. */
  readonly warn?: (line: string) => void;
}

export interface Gateway {
  readonly url: string;
  /** Environment variables that lead the SDK here. */
  readonly env: Readonly<Record<string, string>>;
  /** Oldest first. */
  readonly published: () => readonly Message[];
  /** What was published here, oldest first. */
  readonly metrics: () => readonly Datum[];
  /** The topic's ARN; a topic that exists already stays. */
  readonly createTopic: (name: string) => string;
  /** Makes calls go wrong; gives what ends it. */
  readonly fail: (fault: Fault) => () => void;
  readonly stop: () => Promise<void>;
}

/** Speaks the protocols of the AWS services used, on loopback. What was published can be looked at. */
export const startGateway = async (options: GatewayOptions = {}): Promise<Gateway> => {
  const { dataDir, port = 0, region = 'us-east-1', services: others = [], secrets = {}, measured = () => [], warn } = options;
  const id = randomUUID();
  const faults = openFaults();
  const services: Service[] = [...others];

  const server = createServer((request, response) => {
    // Asked with GET it says who it is: so another one finds out whether its data directory is in use.
    if (request.method === 'GET') response.end(id);
    else void answerCall(request, response, services, faults);
  });
  await once(server.listen(port, '127.0.0.1'), 'listening');
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const close = () => new Promise<void>((resolve) => {
    server.close(() => resolve());
    server.closeAllConnections();
  });

  let release: (() => void) | undefined;
  try {
    if (dataDir !== undefined) makeFolder(dataDir);
    if (dataDir !== undefined) release = await lockDirectory(dataDir, { pid: process.pid, url, id });
    const file = (name: string) => (dataDir === undefined ? undefined : join(dataDir, name));
    const messages = openJournal<Message>(file('messages.jsonl'), warn);
    const metrics = openJournal<Datum>(file('metrics.jsonl'), warn);
    const topics = sns(region, openJournal<string>(file('topics.jsonl'), warn), messages);
    services.push(await dynamodb(file('dynamodb')), cloudwatch(metrics, measured), topics);
    services.push(secretsManager(secrets), ssm(secrets), sts);
    return {
      url,
      env: { AWS_ENDPOINT_URL: url, AWS_REGION: region, AWS_ACCESS_KEY_ID: 'local', AWS_SECRET_ACCESS_KEY: 'local' },
      published: () => [...messages.entries],
      metrics: () => [...metrics.entries],
      createTopic: topics.createTopic,
      fail: faults.fail,
      stop: async () => {
        await close();
        for (const service of services) await service.stop?.();
        release?.();
      },
    };
  } catch (error) {
    await close();
    release?.();
    throw error;
  }
};
