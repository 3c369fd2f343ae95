import { once } from 'node:events';
import { createServer, type AddressInfo } from 'node:net';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { startGateway } from '../../../local/gateway/gateway.ts';
import { start } from '../../../local/start/start.ts';
import { UsageError } from '../../../local/usage-error.ts';
import { dynamoStore } from '../../../shared/aws/table.ts';
import { clientConfig } from '../../fixtures/table.ts';
import { cleanUp, startProcess } from './process.ts';

const folder = cleanUp();

describe.concurrent('health start', () => {
  it('takes commands as lines, outlives the end of its input, keeps its data when it is killed, and ends cleanly when asked', async () => {
    const data = join(folder, 'data');
    const first = startProcess('first', '--data', data);
    await first.until(/infrastructure 11\/11[^]*endpoints 11\/11|endpoints 11\/11[^]*infrastructure 11\/11/);
    first.say('incidnt');
    await first.until(/"incidnt" is no command; there are: incident ID, heal, run, quit/);
    first.say('in\u001B[2Jcidnt');
    await first.until(/"in·\[2Jcidnt" is no command;/);
    first.say('incident \u001B[2J');
    await first.until(/No incident "·\[2J"\. There are: 2025-07-21-host-rule, /);
    first.say('incident 2025');
    await first.until(/No incident "2025"\. There are: /);
    first.say('incident 2025-08-05-morning');
    await first.until(/infrastructure 3\/11 = 27\.3 %\n( {2}fail .*\n)+/);
    first.say('run');
    first.child.stdin.end();
    // Told of what was there before the incident already.
    const [, subject = ''] = await first.until(/told people: (.*registry DOWN.*)\n/);
    first.child.kill('SIGKILL');
    expect(await first.ended).toEqual([null, 'SIGKILL']);
    expect(first.said().split(`told people: ${subject}\n`)).toHaveLength(2);

    const gateway = await startGateway({ dataDir: data });
    const client = new DynamoDBClient(clientConfig(gateway));
    const store = dynamoStore({ tableName: 'hokusai-health', environment: 'lab', vantage: 'main', client });
    expect(gateway.published()).toContainEqual(expect.objectContaining({ subject }));
    const told: unknown = expect.any(Number);
    expect(await store.evaluation()).toMatchObject({
      services: { registry: { state: 'down' } },
      incident: { keys: [1], severity: 'critical', services: { registry: { worst: 'down' } }, members: { people: { toldAt: told }, pager: { toldAt: told }, chat: { toldAt: told } } },
    });
    expect((await store.runs('infrastructure', { from: 0, to: Infinity, limit: 9 })).length).toBeGreaterThanOrEqual(3);
    await gateway.stop();

    const second = startProcess('second', '--data', data);
    const [, url = ''] = await second.until(/page (http:\S+);/);
    expect(await (await fetch(url)).text()).toContain(subject);
    await second.until(/infrastructure 11\/11/);
    second.child.kill('SIGTERM');
    expect(await second.ended).toEqual([0, null]);
    expect(second.left()).toEqual([]);
  });

  it('refuses a data folder that the system denies', async () => {
    const refused = startProcess('denied', '--once', '--data', '/proc/nope/data');
    expect(await refused.ended).toEqual([2, null]);
    expect(refused.said()).toMatch(/^The data cannot be kept in \/proc\/nope\/data: E[A-Z]+: [^\n]*\n$/);
    expect(refused.left()).toEqual([]);
  });

  it('with --once, asked to end before it has a verdict, gives none, leaves nothing behind and ends by the signal', async () => {
    const running = startProcess('interrupted', '--once', '--incident', '2025-08-05-morning');
    await running.until(/Checking what was there before/);
    running.child.kill('SIGINT');
    expect(await running.ended).toEqual([null, 'SIGINT']);
    expect(running.said()).not.toContain('infrastructure');
    expect(running.left()).toEqual([]);
  });
});

describe('health start in this process', () => {
  it('refuses a port that is taken, and takes down what it had raised', async () => {
    const other = createServer().listen(0, '127.0.0.1');
    await once(other, 'listening');
    const { port } = other.address() as AddressInfo;
    const refused = start({ port });
    await expect(refused).rejects.toThrow(UsageError);
    await expect(refused).rejects.toThrow(`port ${port}: listen EADDRINUSE`);
    expect(process.getActiveResourcesInfo().filter((each) => /Server|UDP/.test(each))).toEqual(['TCPServerWrap']);
    other.close();
  });

  it('takes --json with --once only, and only incidents that there are', async () => {
    await expect(start({ json: true })).rejects.toThrow('--json prints the summary of --once; give both.');
    await expect(start({ incident: '2025' })).rejects.toThrow(UsageError);
  });
});
