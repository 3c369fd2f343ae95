import { once } from 'node:events';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import * as z from 'zod';
import { jsonReportSchema } from '../../../shared/report/json-schema.ts';
import { health, startHealth } from '../../fixtures/cli.ts';
import { closedPort } from '../../fixtures/tcp-server.ts';
import { parseXml } from '../../fixtures/xml.ts';

let cwd: string;
let server: Server;
let origin: string;
/** For which region each question to AWS was signed. */
const regions: string[] = [];
const askedForNever = Promise.withResolvers<undefined>();

const describePlatform = (file: string, checks: readonly object[], more: object = {}) =>
  writeFile(join(cwd, file), JSON.stringify({ environment: 'small', confirmation: [], credentials: { key: { env: 'KEY' } }, checks, ...more }));

beforeAll(async () => {
  cwd = await mkdtemp(join(tmpdir(), 'health-'));
  server = createServer(({ url, headers }, response) => {
    if (headers['x-amz-target'] === 'secretsmanager.GetSecretValue') {
      regions.push(/Credential=[^/]+\/\d+\/([^/]+)/.exec(headers.authorization ?? '')?.[1] ?? 'none');
      response.end(JSON.stringify({ SecretString: 'a secret value' }));
      return;
    }
    if (url === '/never') {
      askedForNever.resolve(undefined);
      return;
    }
    if (url === '/empty') {
      response.writeHead(503).end();
      return;
    }
    response.writeHead(url === '/bad' ? 503 : 200, { 'content-type': 'application/json', 'x-echo': headers.authorization ?? 'nothing' });
    response.end(JSON.stringify({ status: url === '/bad' ? 'broken' : 'healthy' }));
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  await describePlatform('good.yml', [{ id: 'good', name: 'Good', http: { url: `${origin}/good` } }]);
  await describePlatform('mixed.yml', [
    { id: 'good', name: 'Good', http: { url: `${origin}/good` } },
    { id: 'bad', name: 'Bad', http: { url: `${origin}/bad` } },
    { id: 'after', name: 'After bad', http: { url: `${origin}/good` }, requires: ['bad'] },
    { id: 'name', name: 'Elsewhere', category: 'routing', http: { url: `${origin}/good` } },
  ]);
  await describePlatform('untold.yml', [{ id: 'keyed', http: { url: `${origin}/good`, auth: { credential: 'key', as: 'bearer' } } }]);
  await describePlatform('quiet.yml', [{ id: 'quiet', http: { url: `${origin}/empty` }, expect: { body: { notContains: 'Traceback' } } }]);
  await describePlatform(
    'aws.yml', [{ id: 'keyed', http: { url: `${origin}/good`, auth: { credential: 'key', as: 'bearer' } } }],
    { region: 'eu-central-1', credentials: { key: { secret: 'registry-key' } } },
  );
  await describePlatform('offline.yml', [{ id: 'gone', http: { url: `http://127.0.0.1:${await closedPort()}/` } }], { network: { control: `https://127.0.0.1:${await closedPort()}/` } });
  await describePlatform('never.yml', [{ id: 'never', http: { url: `${origin}/never` } }]);
});

afterAll(async () => {
  server.closeAllConnections();
  server.close();
  await rm(cwd, { recursive: true });
});

describe.concurrent('health check', () => {
  it('says healthy with exit code 0', async () => {
    const { code, stdout, stderr } = await health(['check', '--platform', 'good.yml'], { cwd });
    expect(stdout).toMatch(/^small, seen from main, [\d :-]+ UTC\n\nendpoints\n {2}✓ Good {2}127\.0\.0\.1 {2}~?[\d.]+ ms {2}endpoints\/good\n\n(?:~.*\n\n)?endpoints {2}1\/1 = 100\.0 %\n$/);
    expect(stderr).toMatch(/^pass endpoints\/good ~?[\d.]+ ms\n$/);
    expect(code).toBe(0);
  });

  it('says failing with exit code 1, and blocks what presupposes the failing check', async () => {
    const { code, stdout } = await health(['check', '--platform', 'mixed.yml'], { cwd });
    expect(stdout).toContain('“{"status":"broken"}”\n');
    expect(stdout).toMatch(/ {2}⊘ After bad .* prerequisite\n/);
    expect(stdout).toMatch(/\nendpoints {2}1\/3 = 33\.3 %\nrouting {4}1\/1 = 100\.0 %\n$/);
    expect(code).toBe(1);
  });

  it('says that nothing could be told with exit code 3', async () => {
    const { code, stdout } = await health(['check', '--platform', 'untold.yml'], { cwd });
    expect(stdout).toMatch(/\? .* credential\n/);
    expect(stdout).toMatch(/\nendpoints {2}0\/0, no score \(1 unknown\)\n$/);
    expect(code).toBe(3);
  });

  it('cannot tell where nothing answers and its own way out is closed, with exit code 3', async () => {
    const { code, stdout } = await health(['check', '--platform', 'offline.yml'], { cwd });
    expect(stdout).toContain("the checker's own way to the network is closed");
    expect(code).toBe(3);
  });

  it('checks one check alone, without what it presupposes', async () => {
    const { code, stdout } = await health(['check', '--platform', 'mixed.yml', '--check', 'endpoints/after'], { cwd });
    expect(stdout).toMatch(/\nendpoints {2}1\/1 = 100\.0 %\n$/);
    expect(code).toBe(0);
  });

  it('checks the categories named, as JSON that its schema accepts', async () => {
    const { code, stdout } = await health(['check', '--category', 'routing', '--format', 'json'], { cwd, env: { HOKUSAI_PLATFORM: 'mixed.yml' } });
    const report = jsonReportSchema(z).parse(JSON.parse(stdout));
    expect(report.categories.map(({ category, checks }) => [category, checks.map(({ id, verdict, status }) => [id, verdict, status])]))
      .toEqual([['routing', [['routing/name', 'pass', 200]]]]);
    expect(code).toBe(0);
  });

  it('writes JUnit XML to a file, and nothing to standard output', async () => {
    const { code, stdout } = await health(['check', '--platform', 'mixed.yml', '--format', 'junit', '--output', 'junit.xml'], { cwd });
    expect(parseXml(await readFile(join(cwd, 'junit.xml'), 'utf8')).attributes).toMatchObject({ name: 'small', tests: '4', failures: '2', errors: '0' });
    expect(stdout).toBe('');
    expect(code).toBe(1);
  });

  it('fails an empty 503 by its status where only the body was described', async () => {
    const { code, stdout } = await health(['check', '--platform', 'quiet.yml', '--format', 'json'], { cwd });
    expect(JSON.parse(stdout)).toMatchObject({ categories: [{ checks: [{ id: 'endpoints/quiet', verdict: 'fail', reason: 'status' }] }] });
    expect(code).toBe(1);
  });

  it('says before it checks that a file cannot be written, with exit code 2', async () => {
    const [nowhere, folder] = await Promise.all([
      health(['check', '--platform', 'good.yml', '--output', 'nowhere/report.txt'], { cwd }),
      health(['check', '--platform', 'good.yml', '--output', '.'], { cwd }),
    ]);
    expect(nowhere).toMatchObject({ code: 2, stdout: '', stderr: expect.stringMatching(/^Cannot write nowhere\/report\.txt: ENOENT.*\n$/) as unknown });
    expect(folder).toEqual({ code: 2, stdout: '', stderr: 'Cannot write .: . is a directory\n' });
  });

  it('gives no verdict of which the report could not be written: one message, exit code 74', async () => {
    expect(await health(['check', '--platform', 'good.yml'], { cwd, into: '/dev/full' }))
      .toEqual({ code: 74, stdout: '', stderr: expect.stringMatching(/^pass .*\nCannot write to standard output: [^\n]*ENOSPC[^\n]*\n$/) as unknown });
    expect(await health(['check', '--platform', 'good.yml', '--output', '/dev/full'], { cwd }))
      .toMatchObject({ code: 74, stdout: '', stderr: expect.stringMatching(/\nCannot write \/dev\/full: ENOSPC[^\n]*\n$/) as unknown });
  });

  it('asks AWS in the described region, unless the environment names another', async () => {
    const env = { AWS_ENDPOINT_URL: origin, AWS_ACCESS_KEY_ID: 'test', AWS_SECRET_ACCESS_KEY: 'test' };
    expect((await health(['check', '--platform', 'aws.yml'], { cwd, env })).code).toBe(0);
    expect((await health(['check', '--platform', 'aws.yml'], { cwd, env: { ...env, AWS_REGION: 'us-west-2' } })).code).toBe(0);
    expect(regions).toEqual(['eu-central-1', 'us-west-2']);
  });

  it('names what was probably meant by an unknown check or category, with exit code 2', async () => {
    const [check, category] = await Promise.all([
      health(['check', '--platform', 'mixed.yml', '--check', 'good'], { cwd }),
      health(['check', '--platform', 'mixed.yml', '--category', 'endpoint'], { cwd }),
    ]);
    expect(check).toEqual({ code: 2, stdout: '', stderr: 'There is no check "good"; did you mean "endpoints/good"?\n' });
    expect(category).toEqual({ code: 2, stdout: '', stderr: 'There is no category "endpoint"; did you mean "endpoints"?\n' });
  });

  it('colours when asked to, and never with NO_COLOR', async () => {
    const [coloured, plain] = await Promise.all([
      health(['check', '--platform', 'good.yml'], { cwd, env: { FORCE_COLOR: '1' } }),
      health(['check', '--platform', 'good.yml'], { cwd, env: { NO_COLOR: '1' } }),
    ]);
    expect(coloured.stdout).toContain('\u001B[32m✓\u001B[39m Good');
    expect(plain.stdout).not.toContain('\u001B');
  });

  it('ends at once when interrupted', async () => {
    const child = startHealth(['check', '--platform', 'never.yml'], { cwd });
    const closed = once(child, 'close');
    await askedForNever.promise;
    child.kill('SIGINT');
    expect(await text(child.stderr)).toBe('');
    expect(await closed).toEqual([130, null]);
  });
});

describe.concurrent('health explain', () => {
  it('shows one check in full without its secret, with the exit code of its verdict', async () => {
    const key = ['correct', 'horse', 'battery'].join('-');
    const { code, stdout } = await health(['explain', 'endpoints/keyed', '--platform', 'untold.yml'], { cwd, env: { KEY: key } });
    expect(stdout).toMatch(/^✓ /);
    expect(stdout).toContain('\nExpectations\n  ✓ status ');
    expect(stdout).toMatch(/\n {2}Authorization: \[redacted\]\n/i);
    expect(stdout).toContain('\n  x-echo: ');
    expect(stdout).not.toContain(key);
    expect(code).toBe(0);
  });

  it('says why a check fails, with exit code 1', async () => {
    const { code, stdout } = await health(['explain', 'endpoints/bad', '--platform', 'mixed.yml'], { cwd });
    expect(stdout).toContain('\nVerdict\n  fail: status  The status code is not one of those expected.\n  expected 2xx, got 503');
    expect(code).toBe(1);
  });
});
