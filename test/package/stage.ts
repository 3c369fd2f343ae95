import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { ensureTable } from '../../local/gateway/ensure-table.ts';
import { startGateway, type Gateway } from '../../local/gateway/gateway.ts';
import type { Lab } from '../../local/lab/lab.ts';
import type { FunctionName } from '../../scripts/function-template.ts';
import { parameterName, revokedName } from './deployable.ts';
import type { Packaged } from './package-service.ts';
import { startEnvironment } from './runtime/environment.ts';
import type { Outcome } from './runtime/runtime-api.ts';

/** What stands in for AWS around packaged functions. */
export interface Stage {
  readonly gateway: Gateway;
  readonly topicArn: string;
  /** What a new execution environment of a function makes of these events, one after the other, and what it logged. */
  readonly run: (name: FunctionName, events: readonly unknown[]) => Promise<{ readonly outcomes: readonly Outcome[]; readonly log: string }>;
}

const tableName = 'health';

/** A gateway that knows the lab, with the table, the topic and the keys that a deployment has. */
export const openStage = async (packaged: Packaged, lab: Lab): Promise<Stage> => {
  const [key = '', revoked = ''] = Object.values(lab.env);
  const gateway = await startGateway({ services: lab.aws, measured: lab.measured, secrets: { [parameterName]: key, [revokedName]: revoked } });
  const credentials = { accessKeyId: 'local', secretAccessKey: 'local' };
  const client = new DynamoDBClient({ endpoint: gateway.url, region: 'us-east-1', credentials });
  await ensureTable(client, tableName);
  client.destroy();
  const topicArn = gateway.createTopic('notify');
  const others = { PAGER_TOPIC_ARN: gateway.createTopic('pager'), CHAT_TOPIC_ARN: gateway.createTopic('chat') };
  const env = { ...gateway.env, TABLE_NAME: tableName, NOTIFY_TOPIC_ARN: topicArn, ...others, METRIC_NAMESPACE: 'HokusaiHealth' };
  return {
    gateway,
    topicArn,
    run: async (name, events) => {
      const environment = await startEnvironment({
        zip: packaged.zip(name), handler: `dist/${name}/index.handler`, functionName: `hokusai-health-packaged-${name}`, env,
      });
      const outcomes: Outcome[] = [];
      let log = '';
      try {
        for (const event of events) outcomes.push(await environment.invoke(event));
      } finally {
        log = await environment.end();
      }
      return { outcomes, log };
    },
  };
};
