import { readFileSync } from 'node:fs';
import { Client } from 'pg';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { queueUrl, targetGroupArn } from '../../../../local/lab/control-plane/names.ts';
import { startLab, type Lab } from '../../../../local/lab/lab.ts';
import { databaseName, databaseSecret, hosts } from '../../../../local/lab/settings.ts';
import { answeredBy, clientOf, type Got } from '../ask.ts';
import { measuredOf, saidBy } from '../said-by.ts';

const [minute, hour] = [60_000, 3_600_000];
/** Moves on by more minutes with each lab that is broken, so that what is measured of each is told from the others. */
let now = Math.ceil(Date.now() / minute) * minute;
const startedAt = now;
let lab: Lab;
let client: ReturnType<typeof clientOf>;
beforeAll(async () => {
  vi.useFakeTimers({ toFake: ['Date'], now });
  lab = await startLab();
  client = clientOf(lab);
});
afterAll(async () => {
  await lab.stop();
  vi.useRealTimers();
});

interface Described { readonly Target: { readonly Port: number }; readonly TargetHealth: { readonly State: string } }

const passMinutes = (count: number): void => {
  now += count * minute;
  vi.setSystemTime(now);
};

const ask = () => {
  const headers = { ...client.withKey, 'content-type': 'application/json' };
  return Promise.all([
    client.auth('/api/v1/keys/validate', { method: 'POST', headers }),
    client.registry('/api/v1/models', { headers }),
    client.registry('/api/mlflow/api/2.0/mlflow/experiments/search', { method: 'POST', headers, body: '{"max_results":1}' }),
  ]);
};
const timesOf = (names: readonly string[]): Readonly<Record<string, number>> =>
  Object.fromEntries(Object.entries(Object.groupBy(names, (name) => name)).map(([name, all = []]) => [name, all.length]));
/** What AWS counts of answers, by the metrics' names. */
const countsOf = (answers: readonly Got[]): Readonly<Record<string, number>> => {
  return timesOf(answers.flatMap((got) => {
    const byClass = `${Math.floor(got.status / 100)}XX_Count`;
    if (answeredBy(got) !== 'awselb/2.0') return ['RequestCount', `HTTPCode_Target_${byClass}`];
    // That it has no target to choose is its own 503.
    const own = got.status >= 500 ? [`HTTPCode_ELB_${got.status}_Count`] : [];
    return [...(got.status === 502 ? ['RequestCount'] : []), ...(got.status < 300 ? [] : [`HTTPCode_ELB_${byClass}`]), ...own];
  }));
};
const failures = ['RequestCount', 'HTTPCode_ELB_502_Count', 'HTTPCode_ELB_503_Count', 'HTTPCode_ELB_5XX_Count', 'HTTPCode_Target_5XX_Count'];

type Row = readonly [causes: readonly string[]];
/** Of these a service dies. */
const deadly: readonly Row[] = [
  [['api-command-wrong']], [['api-out-of-memory']], [['api-image-missing']], [['auth-image-missing']], [['database-full']], [['database-login-wrong']],
  [['registry-no-targets', 'api-command-wrong']], [['registry-rules-all-missing', 'api-command-wrong']], [['maintenance-page-left', 'api-command-wrong']],
  [['auth-image-missing', 'api-command-wrong']], [['auth-breaks', 'api-out-of-memory']], [['registry-breaks', 'auth-image-missing']],
  [['auth-password-rotated', 'api-command-wrong']], [['rds-stopped', 'api-image-missing']], [['registry-password-rotated', 'auth-image-missing']],
];

describe('of the load balancer CloudWatch has what users got', () => {
  it.each<Row>([
    [[]], [['auth-port-refuses']], [['registry-no-targets']], [['auth-breaks']], [['registry-breaks']], [['maintenance-page-left']],
    [['auth-scaled-to-zero']], [['rule-shadowed']], ...deadly,
  ])('under %j', async (causes) => {
    passMinutes(1);
    lab.breakBy(causes);
    const answers = await ask();
    const [validated] = answers;
    // The registry that works asks auth by the same way.
    const asked = answers.slice(1).filter((got) => answeredBy(got) === 'uvicorn' && !causes.includes('registry-breaks')).map(() => validated);
    const data = lab.measured().filter(({ at, namespace, name }) => namespace === 'AWS/ApplicationELB' && at === now && name !== 'TargetResponseTime');
    expect(timesOf(data.map(({ name }) => name))).toEqual(countsOf([...answers, ...asked]));
  });

  // The registry that asks auth, and is led to itself, asks again and again.
  it.each<Row>([...deadly, [['auth-image-missing', 'hosts-swapped']]])('under %j as much as in the hour before the lab was there, of which a service has died', async (causes) => {
    passMinutes(1);
    lab.breakBy(causes);
    const expected = countsOf(await ask());
    const from = now - hour;
    // Each of the three was asked for in turn, every other second.
    const each = (startedAt - from) / 2_000 / 3;
    const past = failures.map((name) => [name, Math.round(measuredOf(lab, name, from, startedAt).length / each)]);
    expect(Object.fromEntries(past)).toEqual(Object.fromEntries(failures.map((name) => [name, expected[name] ?? 0])));
  });
});

/** A session in the lab's database, as MLflow has them; undefined where nobody is let in. */
const session = async (): Promise<Client | undefined> => {
  const { SecretString } = await saidBy(lab)('secrets-manager', 'GetSecretValue', { SecretId: databaseSecret });
  const { username, password } = JSON.parse(String(SecretString)) as Readonly<Record<string, string>>;
  const ssl = { ca: readFileSync(lab.addresses.caFile, 'utf8'), servername: hosts.database };
  const opened = new Client({ host: '127.0.0.1', port: lab.addresses.databasePort, user: username, password, database: databaseName, ssl });
  try {
    await opened.on('error', () => {}).connect();
    return opened;
  } catch {
    return undefined;
  }
};

describe('of the database CloudWatch has the sessions of which Postgres tells', () => {
  it.each<readonly [causes: readonly string[]]>([
    [[]], [['database-crowded']], [['database-crowded', 'auth-breaks']], [['rds-failover']], [['database-starting']], [['rds-failover', 'database-crowded']],
  ])('under %j', async (causes) => {
    passMinutes(1);
    lab.breakBy(causes);
    await ask();
    const opened = await session();
    const told = await opened?.query<[used: string, most: string]>({ text: 'select sum(numbackends) from pg_stat_database', rowMode: 'array' });
    passMinutes(2);
    // Of the last minute that is over; nothing while nobody is let in.
    expect(measuredOf(lab, 'DatabaseConnections', now - minute)).toEqual(told === undefined ? [] : [[now - minute, Number(told.rows[0]?.[0])]]);
    await opened?.end();
  });
});

describe('of the queue CloudWatch has what SQS tells', () => {
  it.each<readonly [causes: readonly string[]]>([
    [[]], [['queue-backlog']], [['queue-stuck']], [['database-login-wrong']], [['queue-backlog', 'api-command-wrong']], [['mlflow-scaled-to-zero']], [['queue-missing']],
  ])('under %j', async (causes) => {
    passMinutes(1);
    lab.breakBy(causes);
    for (const minutes of [0, 7]) {
      passMinutes(minutes);
      const said = await saidBy(lab)('sqs', 'GetQueueAttributes', { QueueUrl: queueUrl, AttributeNames: ['All'] }).catch(() => undefined);
      const told = said?.['Attributes'] as Readonly<Record<string, string>> | undefined;
      expect(measuredOf(lab, 'ApproximateNumberOfMessagesVisible', now - minute))
        .toEqual(told === undefined ? [] : [[now - minute, Number(told['ApproximateNumberOfMessages'])]]);
    }
  });
});

/** The port and the state of the registry's only target, as AWS tells of it. */
const registeredUnder = async (...causes: readonly string[]) => {
  lab.breakBy(causes);
  const { TargetHealthDescriptions: [{ Target, TargetHealth }] } =
    await saidBy(lab)('elbv2', 'DescribeTargetHealth', { TargetGroupArn: targetGroupArn('api') }) as { TargetHealthDescriptions: [Described] };
  return [Target.Port, TargetHealth.State];
};

it('a target that refuses keeps the port that it was registered with', async () => {
  const [port, state] = await registeredUnder();
  expect(state).toBe('healthy');
  for (const cause of ['api-command-wrong', 'mlflow-scaled-to-zero']) expect(await registeredUnder(cause)).toEqual([port, 'unhealthy']);
});
