import { createServer, type Server } from 'node:http';
import { once } from 'node:events';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import manifest from '../../../package.json' with { type: 'json' };
import { reasons } from '../../../shared/checks/reason.ts';
import { createProgram } from '../../../local/cli/program.ts';
import { health, startHealth } from '../../fixtures/cli.ts';

const program = await createProgram();

let cwd: string;
let server: Server;
let url: string;
const asked: (string | undefined)[] = [];

beforeAll(async () => {
  cwd = await mkdtemp(join(tmpdir(), 'health-'));
  server = createServer((request, response) => {
    asked.push(request.url);
    response.end(request.url === '/openapi.json' ? JSON.stringify({ openapi: '3.1.0', paths: { '/models': { get: {} } } }) : 'well');
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  await writeFile(join(cwd, 'platform.yml'), `environment: small
checks:
  - { id: models, name: Models, http: { url: "${url}/models" }, category: infrastructure }
  - { id: name, http: { url: "${url}/" }, service: web, category: routing }
`);
  await writeFile(join(cwd, 'wrong.yml'), `enviroment: small
checks:
  - { id: models, http: { url: "ftp://example.com" } }
`);
});

afterAll(async () => {
  server.close();
  await rm(cwd, { recursive: true });
});

describe.concurrent('health plan', () => {
  it('lists what would be checked, how often, and how many requests that makes', async () => {
    const { code, stdout, stderr } = await health(['plan'], { cwd });
    expect(stdout).toBe(`CHECK                  SERVICE    EVERY  A MINUTE  TARGET
infrastructure/models  127.0.0.1  1 min  1         GET ${url}/models
routing/name           web        5 min  0.2       GET ${url}/

infrastructure: 1 check, 1 request a minute
routing: 1 check, 0.2 requests a minute
small: 2 checks, 1.2 requests a minute
`);
    expect([code, stderr]).toEqual([0, '']);
  });

  it('says in its help which requests it does not count', async () => {
    expect((await health(['plan', '--help'], { cwd })).stdout).toContain('redirects that are followed and repeats of what fails come on top');
  });

  it('lists the same as JSON', async () => {
    const { stdout } = await health(['plan', '--format', 'json'], { cwd });
    const plan = JSON.parse(stdout) as { readonly checks: readonly { readonly id: string }[] };
    expect(plan).toMatchObject({ schema: 'hokusai-health/plan/1', environment: 'small', requestsPerMinute: 1.2 });
    expect(plan.checks[0]).toMatchObject({ id: 'infrastructure/models', target: `GET ${url}/models`, everyMs: 60_000, requestsPerMinute: 1 });
  });
});

describe.concurrent('health validate', () => {
  it('says in one line what is described', async () => {
    const { code, stdout } = await health(['validate', 'platform.yml'], { cwd });
    expect([code, stdout]).toEqual([0, 'platform.yml: small in us-east-1, 2 checks (infrastructure 1, routing 1)\n']);
  });

  it('tells every fault with its place, with exit code 2 and no stack', async () => {
    const { code, stdout, stderr } = await health(['validate', 'wrong.yml'], { cwd });
    expect(stderr).toMatch(/^wrong\.yml:1:1: .*did you mean "environment"/);
    expect(stderr).toMatch(/\nwrong\.yml:3:\d+: checks\[0\]\.http\.url: /);
    expect(stderr).not.toContain('    at ');
    expect([code, stdout]).toEqual([2, '']);
  });

  it('says of a file that is not there that it is not there, with exit code 2', async () => {
    const { code, stderr } = await health(['check', '--platform', 'nowhere.yml'], { cwd });
    expect([code, stderr]).toEqual([2, 'nowhere.yml: there is no such file; "health init URL" writes a first one\n']);
  });
});

describe.concurrent('health check', () => {
  it('says of a directory that it is one, with exit code 2', async () => {
    const { code, stderr } = await health(['check', '--platform', '.'], { cwd });
    expect([code, stderr]).toEqual([2, '.: this is a directory; name the file in it\n']);
  });
});

describe.concurrent('health init', () => {
  it('writes a description that is valid, with the endpoints that a host documents', async () => {
    const { code, stdout, stderr } = await health(['init', url, '--output', 'first.yml'], { cwd });
    expect([code, stdout]).toEqual([0, 'Wrote first.yml. Next: npx health plan --platform first.yml\n']);
    expect(stderr).toBe(`${url} answered; its /openapi.json lists 1 endpoint.\n`);
    expect(await readFile(join(cwd, 'first.yml'), 'utf8')).toContain(`${url}/models`);
    expect((await health(['validate', 'first.yml'], { cwd })).code).toBe(0);
  });

  it('asks the host of a path for what it documents, too', async () => {
    const { code, stderr } = await health(['init', `${url}/health`, '--output', 'path.yml'], { cwd });
    expect([code, stderr]).toEqual([0, `${url}/health answered 200. Its host's /openapi.json lists 1 endpoint.\n`]);
    expect(await readFile(join(cwd, 'path.yml'), 'utf8')).toContain(`checks:\n  - ${url}/health\n  - ${url}/models\n`);
    expect((await health(['validate', 'path.yml'], { cwd })).code).toBe(0);
  });

  it('says why a host gave no answer, and writes its description all the same', async () => {
    const { code, stderr } = await health(['init', url.replace('http:', 'https:'), '--output', 'plain.yml'], { cwd });
    expect([code, stderr]).toEqual([0, `${url.replace('http:', 'https:')} gave no answer: ${reasons['tls-handshake'].meaning}\n`]);
    expect((await health(['validate', 'plain.yml'], { cwd })).code).toBe(0);
  });

  it('refuses what is no http or https URL, with exit code 2', async () => {
    const { code, stdout, stderr } = await health(['init', 'ftp://x', '--output', 'none.yml'], { cwd });
    expect([code, stdout, stderr]).toEqual([2, '', 'not an http or https URL: ftp://x\n']);
  });

  it('leaves a file that is there as it is, and asks nobody', async () => {
    const before = await readFile(join(cwd, 'platform.yml'), 'utf8');
    const { code, stderr } = await health(['init', `${url}/unasked`], { cwd });
    expect([code, stderr]).toEqual([2, 'platform.yml is there already; it is left as it is.\n']);
    expect(await readFile(join(cwd, 'platform.yml'), 'utf8')).toBe(before);
    expect(asked).not.toContain('/unasked');
  });

  it('says of a file that cannot be written that it cannot, and asks nobody', async () => {
    const { code, stderr } = await health(['init', `${url}/unasked`, '--output', 'nowhere/first.yml'], { cwd });
    expect([code, stderr]).toEqual([2, expect.stringMatching(/^Cannot write nowhere\/first\.yml: .*nowhere/)]);
    expect(asked).not.toContain('/unasked');
  });
});

describe.concurrent('health schema', () => {
  it('prints the published schema of the report', async () => {
    const { stdout } = await health(['schema', 'report'], { cwd });
    expect(stdout).toBe(await readFile(join(import.meta.dirname, '../../../docs/report.schema.json'), 'utf8'));
  });

  it('ends silently when its reader has seen enough', async () => {
    const child = startHealth(['schema', 'platform'], { cwd });
    const closed = once(child, 'close');
    child.stdout.destroy();
    let stderr = '';
    child.stderr.on('data', (bytes: Buffer) => { stderr += bytes.toString(); });
    expect(await closed).toEqual([0, null]);
    expect(stderr).toBe('');
  });
});

describe.concurrent('health invoke', () => {
  const env = { TABLE_NAME: 'none', AWS_REGION: 'us-east-1' };

  it('prints what the function answers', async () => {
    await writeFile(join(cwd, 'manual.json'), '{"category": "infrastructure", "check": "infrastructure/models"}');
    const { code, stdout } = await health(['invoke', 'infrastructure', 'manual.json'], { cwd, env });
    expect(JSON.parse(stdout)).toMatchObject({ environment: 'small', results: [{ check: 'infrastructure/models', verdict: 'pass' }] });
    expect(code).toBe(0);
  });

  it('prints the error in the shape of Lambda, with exit code 1', async () => {
    await writeFile(join(cwd, 'foreign.json'), '{"category": "routing"}');
    const { code, stdout } = await health(['invoke', 'infrastructure', 'foreign.json'], { cwd, env });
    const { errorType, errorMessage, trace } = JSON.parse(stdout) as { errorType: string; errorMessage: string; trace: string[] };
    expect(errorType).toBe('EventError');
    expect(errorMessage).toContain('category "routing"');
    expect(trace.length).toBeGreaterThan(1);
    expect(code).toBe(1);
  });

  it('lists the functions, or the sample events, when it does not know the one named', async () => {
    const [noFunction, noEvent] = await Promise.all([
      health(['invoke', 'infrastructur', 'x.json'], { cwd }),
      health(['invoke', 'infrastructure', 'x.json'], { cwd }),
    ]);
    expect(noFunction.stderr).toMatch(/^There is no function "infrastructur"; did you mean "infrastructure"\?; there are: .*routing/);
    expect(noEvent.stderr).toMatch(/^Cannot read the event x\.json\. Sample events:\n.*events\/.*\.json\n/);
    expect([noFunction.code, noEvent.code]).toEqual([2, 2]);
  });
});

describe.concurrent('the command line', () => {
  it('helps with all commands', async () => {
    const { code, stdout } = await health(['--help'], { cwd });
    expect(program.commands.map((command) => command.name())).toEqual(['start', 'check', 'explain', 'plan', 'validate', 'init', 'schema', 'invoke', 'incident', 'test-alert', 'lab']);
    for (const command of program.commands) expect(stdout).toMatch(new RegExp(`^ {2}${command.name()} `, 'm'));
    expect(code).toBe(0);
  });

  it.for(program.commands.map((command) => [command.name(), command] as const))('helps with %s, with examples', ([name, command]) => {
    let help = '';
    command.configureOutput({ writeOut: (text) => { help += text; } }).outputHelp();
    expect(help).toMatch(new RegExp(`^Usage: health ${name} [\\s\\S]*\\nExamples:\\n {2}\\$ health ${name}`));
  });

  it.each([
    ['lab', ['lab']], ['lb', program.commands.map((command) => command.name())], ['toString', program.commands.map((command) => command.name())],
  ])('loads of %s the command of this name alone, and all where there is none', async (name, loaded) => {
    expect((await createProgram(name)).commands.map((command) => command.name())).toEqual(loaded);
  });

  it('says its version', async () => expect(await health(['--version'], { cwd })).toEqual({ code: 0, stdout: `${manifest.version}\n`, stderr: '' }));

  it('ends with 70 and one line on what nobody waits for', async () => {
    const wait = 'const t = setInterval(() => { if (process.stdout.listenerCount("error") > 0) { clearInterval(t); throw new Error("boom"); } })';
    const env = { NODE_OPTIONS: `--import=data:text/javascript,${encodeURIComponent(wait)}` };
    const { code, stderr } = await health(['start'], { cwd, env });
    expect(stderr).toMatch(/^A defect in the checker: Error: boom \(at .*\)\n$/);
    expect(code).toBe(70);
  });

  it('ends with 2 on wrong usage, and says what was probably meant', async () => {
    const [command, option, choice, nothing] = await Promise.all(
      [['chek'], ['check', '--categry', 'routing'], ['check', '--format', 'xml'], []].map((args) => health(args, { cwd })),
    );
    expect(command).toMatchObject({ code: 2, stderr: "error: unknown command 'chek'\n(Did you mean check?)\nTry --help.\n" });
    expect(option).toMatchObject({ code: 2, stdout: '' });
    expect(option?.stderr).toContain('(Did you mean --category?)');
    expect(choice?.stderr).toContain('Allowed choices are text, json, junit, markdown.');
    expect([choice?.code, nothing?.code]).toEqual([2, 2]);
  });
});
