import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ensureTable } from '../../../local/gateway/ensure-table.ts';
import { startGateway, type Gateway } from '../../../local/gateway/gateway.ts';
import type { Evaluation } from '../../../shared/alerts/evaluation.ts';
import { dynamoStore } from '../../../shared/aws/table.ts';
import { health } from '../../fixtures/cli.ts';
import { clientConfig } from '../../fixtures/table.ts';
import { anIncident, opened, withIncident } from '../../fixtures/open-incident.ts';

let cwd: string;
let gateway: Gateway;
let client: DynamoDBClient;
const tableName = 'health';

beforeAll(async () => {
  cwd = await mkdtemp(join(tmpdir(), 'health-'));
  gateway = await startGateway();
  client = new DynamoDBClient(clientConfig(gateway));
  await ensureTable(client, tableName);
});
afterAll(async () => {
  client.destroy();
  await gateway.stop();
  await rm(cwd, { recursive: true });
});

/** An environment with an open incident, and the command line there; with an audience `broken` that has no topic. */
const scene = async (environment: string, broken: '' | 'broken' = '', changes: Partial<Evaluation> = {}) => {
  const people = gateway.createTopic('people');
  await writeFile(join(cwd, `${environment}.yml`), `environment: ${environment}
audiences: { people: { topic: "${people}" }${broken && `, broken: { topic: "${people}-gone" }`} }
checks: [https://example.com/]
`);
  const store = dynamoStore({ tableName, environment, vantage: 'main', client });
  await store.putEvaluation({ ...withIncident(anIncident(['people'])), version: 1, ...changes });
  const env = { ...gateway.env, TABLE_NAME: tableName, HOKUSAI_PLATFORM: `${environment}.yml`, USER: 'ada' };
  return { store, run: (...args: string[]) => health(args, { cwd, env }) };
};

describe.concurrent('health incident', () => {
  it('acknowledges, and says what the topic answered', async () => {
    const { run, store } = await scene('acknowledged');
    const first = await run('incident', 'ack', '7', '--by', 'ada');
    expect(first).toEqual({ code: 0, stderr: '', stdout: 'acknowledged #7\n  people: acknowledged [acknowledged#5] taken\n' });
    expect((await store.evaluation())?.incident?.acknowledged?.by).toBe('ada');
  });

  it('shows what is stored of the incident, and as JSON all that the function answers', async () => {
    const { run } = await scene('shown', '', { queues: { people: { notes: [], refused: { at: opened, why: 'NotFoundException: Topic does not exist' } } } });
    const { code, stdout } = await run('incident', 'show');
    expect([code, stdout]).toEqual([0, expect.stringMatching(/^shown #7: critical, since 2025-08-05 07:12:00 UTC\n[^]*people REFUSES since 2025-08-05 07:12:00 UTC: NotFoundException: /)]);
    expect(JSON.parse((await run('incident', 'show', '--json')).stdout)).toMatchObject({ action: 'show', incident: { keys: [7], openedAt: opened + 5_000 } });
  });

  it('silences, lists and ends the silence', async () => {
    const { run, store } = await scene('silenced');
    const { stdout } = await run('incident', 'silence', 'mlflow', '--for', '90m', '--why', 'upgrade', '--by', 'ada');
    const id = /^silenced (\w+) mlflow until .* UTC, by ada: upgrade\n$/.exec(stdout.replaceAll(/\n {2}/g, ' '))?.[1] ?? '';
    expect((await run('incident', 'list')).stdout.replaceAll(/\s+/g, ' ')).toMatch(new RegExp(`^silenced #7: critical, since 2025-08-05 07:12:00 UTC auth down Silences ${id} mlflow until .* by ada: upgrade $`));
    expect(await run('incident', 'unsilence', id, '--by', 'ada')).toEqual({ code: 0, stderr: '', stdout: 'unsilenced\n' });
    expect((await store.evaluation())?.silences).toEqual([]);
  });

  it('says in a line what it cannot do, and ends with 1', async () => {
    const { run } = await scene('refusing');
    expect(await run('incident', 'ack', '3')).toEqual({ code: 1, stdout: '', stderr: 'Incident #3 is not open; the open one is #7.\n' });
  });

  it('refuses what cannot be asked, with exit code 2 and no stack', async () => {
    const { run } = await scene('wrong');
    expect(await run('incident', 'silence', '--for', 'long')).toMatchObject({ code: 2, stdout: '', stderr: 'The event is wrong: for is "long"; allowed: minutes, hours or days, such as "90m", "2h" or "3d".\n' });
    expect((await run('incident', 'ack', 'seven')).code).toBe(2);
  });

  it('says which variable names the table, with exit code 2', async () => {
    await writeFile(join(cwd, 'platform.yml'), 'checks: [https://example.com/]\n');
    const { code, stderr } = await health(['incident', 'show'], { cwd });
    expect([code, stderr]).toEqual([2, expect.stringMatching(/^TABLE_NAME is not set\./)]);
  });
});

describe.concurrent('health test-alert', () => {
  it('says that the topic took the trial', async () => {
    const { run } = await scene('trial');
    expect(await run('test-alert', 'people', '--by', 'ada')).toEqual({ code: 0, stderr: '', stdout: 'queued\n  people: trial [trial#5] taken\n' });
    expect(gateway.published().filter(({ subject }) => subject?.includes('[trial#5]'))).toHaveLength(1);
  });

  it('says that it did not, and why, and ends with 1', async () => {
    const { run } = await scene('untold', 'broken');
    const { code, stdout, stderr } = await run('test-alert', 'broken', '--by', 'ada');
    expect(code).toBe(1);
    expect(stdout.replaceAll(/\s+/g, ' ')).toContain('broken: trial [untold#5] refused for good: NotFoundException: Topic does not exist');
    expect(stderr).toMatch(/^problem note-refused: /);
  });
});
