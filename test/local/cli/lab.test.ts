import { once } from 'node:events';
import { mkdir, mkdtemp, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { causes } from '../../../local/lab/causes/index.ts';
import { incidents } from '../../../local/lab/incidents.ts';
import { health, startHealth, type Ended } from '../../fixtures/cli.ts';

let cwd: string;
beforeAll(async () => {
  cwd = await mkdtemp(join(tmpdir(), 'health-lab-'));
  await writeFile(join(cwd, 'with-redis.yml'), 'causes: [latency]\nredis: true');
});
afterAll(() => rm(cwd, { recursive: true }));

/** Of what should be refused. Where it is not, a lab runs and would never end by itself: it is ended as soon as it says so, and the code is 0. */
const refused = async (args: readonly string[], env: Readonly<Record<string, string>> = {}): Promise<Ended> => {
  const child = startHealth(['lab', ...args], { cwd, env });
  const said = { stdout: '', stderr: '' };
  child.stderr.setEncoding('utf8').on('data', (part: string) => { said.stderr += part; });
  child.stdout.setEncoding('utf8').on('data', (part: string) => {
    said.stdout += part;
    if (said.stdout.includes('Ctrl-C ends it.')) child.kill('SIGINT');
  });
  const [code] = await once(child, 'close') as [number | null];
  return { code, ...said };
};

/** A lab that runs. Rejects with what was said where it ends before. */
const running = async (args: readonly string[], env: Readonly<Record<string, string>> = {}) => {
  const child = startHealth(['lab', ...args], { cwd, env });
  const ended = once(child, 'close') as Promise<[code: number | null]>;
  let said = '';
  const runs = new Promise<void>((resolve) => {
    for (const stream of [child.stdout, child.stderr]) {
      stream.setEncoding('utf8').on('data', (part: string) => {
        said += part;
        if (said.includes('Ctrl-C ends it.')) resolve();
      });
    }
  });
  await Promise.race([runs, ended.then(([code]): never => { throw new Error(`ended with ${String(code)} before it ran:\n${said}`); })]);
  /** Returns the exit code. */
  const interrupted = async () => {
    child.kill('SIGINT');
    return (await ended)[0];
  };
  return { told: said, interrupted };
};

/** A folder for what is temporary, and for nothing else. */
const temporary = async (name: string) => {
  const folder = join(cwd, 'tmp', name);
  await mkdir(folder, { recursive: true });
  return { folder, env: { TMPDIR: folder, NODE_COMPILE_CACHE: join(tmpdir(), 'node-compile-cache') } };
};

const file = async (text: string) => {
  await writeFile(join(cwd, 'broken.yml'), text);
  return refused(['--file', 'broken.yml']);
};

describe.concurrent('health lab', () => {
  it('lists every incident and every cause with its line', async () => {
    const { code, stdout } = await health(['lab', '--list'], { cwd });
    const listed = [...stdout.matchAll(/^ {2}(\S+) {2,}(\S.*)$/gm)].map(([, id, what]) => [id, what]);
    const known = [...incidents.map(({ id, what }) => [id, what]), ...Object.entries(causes).map(([id, { what }]) => [id, what])];
    expect([code, listed]).toEqual([0, known]);
  });

  it('runs what it is told to break, and tells how to check it, until it is interrupted', async () => {
    const { told, interrupted } = await running(['--cause', 'latency', 'certificate-expired', '--output', 'lab']);
    expect(told).toContain('The lab runs, with latency, certificate-expired.\n');
    expect(await readFile(join(cwd, 'lab/platform.yml'), 'utf8')).toContain('environment: lab');
    expect(await readFile(join(cwd, 'lab/env.sh'), 'utf8')).toMatch(/^export AWS_ENDPOINT_URL='http:\/\/127\.0\.0\.1:\d+'$/m);
    expect((await stat(join(cwd, 'lab/env.sh'))).mode & 0o077).toBe(0);
    expect(told).not.toContain('hk_live_');
    expect(await interrupted()).toBe(0);
  });

  it('leaves nothing of its own behind, and what it was told to write where it was told', async () => {
    const [own, named] = [await temporary('own'), await temporary('named')];
    const [alone, asked] = [await running([], own.env), await running(['--output', 'stays'], named.env)];
    const [, environment = ''] = /^ {2}\. (\S+)$/m.exec(alone.told) ?? [];
    expect(environment.startsWith(own.folder)).toBe(true);
    expect(await readFile(environment, 'utf8')).toContain('hk_live_');
    expect([await alone.interrupted(), await asked.interrupted()]).toEqual([0, 0]);
    expect([await readdir(own.folder), await readdir(named.folder)]).toEqual([[], []]);
    expect(await readdir(join(cwd, 'stays'))).toEqual(['env.sh', 'platform.yml']);
  });

  it('leaves nothing behind where nobody reads what it says', async () => {
    const { folder, env } = await temporary('unread');
    const child = startHealth(['lab'], { cwd, env });
    child.stdout.destroy();
    await once(child, 'exit');
    expect(await readdir(folder)).toEqual([]);
  });

  it('leaves nothing behind where it is refused', async () => {
    const { folder, env } = await temporary('refused');
    expect((await refused(['--mlflow', 'https://mlflow.example.com'], env)).code).toBe(2);
    expect(await readdir(folder)).toEqual([]);
  });

  it.each([
    [['--redis'], 'The lab runs, and is well.\n', true],
    [['--file', 'with-redis.yml'], 'The lab runs, with latency.\n', true],
    [['--cause', 'redis-hangs'], 'The lab runs, with redis-hangs.\n', true],
    [['--cause', 'latency'], 'The lab runs, with latency.\n', false],
  ])('has a Redis where it is asked for, or where a cause needs one: %j', async (args, what, has) => {
    const output = args.join('-').replaceAll('.', '-');
    const { told, interrupted } = await running([...args, '--output', output]);
    expect(told).toContain(what);
    const description = await readFile(join(cwd, output, 'platform.yml'), 'utf8');
    expect([description.includes('host: cache.hokusai.local'), description.includes('cache: not-deployed')]).toEqual([has, !has]);
    expect(await interrupted()).toBe(0);
  });

  it.each([
    [['--incident', '2025-08-05-mornin'], 'did you mean "2025-08-05-morning"'],
    [['--incident', 'mornin'], 'No incident "mornin". There are: 2025-07-21-host-rule, '],
    [['--cause', 'latncy'], 'No cause "latncy"; did you mean "latency"? See health lab --list for those there are.\n'],
    [['--cause', 'nothing-like-it'], 'No cause "nothing-like-it". See health lab --list for those there are.\n'],
    [['--cause', 'latency', '--incident', '2025-08-05-morning'], 'give one of them'],
    [['--output', '/proc/nowhere'], 'Nothing can be written into /proc/nowhere'],
    [['--mlflow', 'http://127.0.0.1:0'], 'such as http://127.0.0.1:5000'],
    [['--mlflow', 'http://u:p@127.0.0.1:5000/?a=1'], 'such as http://127.0.0.1:5000'],
    [['--cause', 'redis-hang'], 'No cause "redis-hang"; did you mean "redis-hangs"?'],
    [['--output', '/dev/null/x'], 'Nothing can be written into /dev/null/x'],
    [['--mlflow', 'https://mlflow.example.com'], 'such as http://127.0.0.1:5000'],
  ])('refuses %j', async (args, message) => {
    const { code, stderr } = await refused(args);
    expect([code, stderr]).toEqual([2, expect.stringContaining(message)]);
  });
});

describe('a lab of one’s own', () => {
  it.each([
    ['cause: [latency]', 'broken.yml: found the key "cause"; allowed: a mapping with "causes"'],
    ['causes: latency', 'broken.yml: found no list of causes'],
    ['causes: [latncy]', 'broken.yml: No cause "latncy"; did you mean "latency"?'],
    ['causes: [', 'broken.yml: '],
    ['causes: *nope', 'broken.yml: Unresolved alias'],
    ['causes: []\n---\ncauses: [latency]', 'broken.yml: '],
    ['causes: [latency, certificate-expired, latency]', 'broken.yml: The cause "latency" is named twice.'],
    ['causes: [latency, certificate-expired, certificate-expiring]',
      'broken.yml: The cause "certificate-expired" changes nothing beside latency, certificate-expiring; leave it or what hides it out.'],
    ['redis: yes please\ncauses: []', 'broken.yml: found redis: "yes please"; allowed: '],
    ['', 'broken.yml: found no list of causes'],
  ])('that is described by %j is refused with the place', async (text, message) => {
    const { code, stderr } = await file(text);
    expect([code, stderr]).toEqual([2, expect.stringContaining(message)]);
  });

  it.each([
    [String.raw`causes: ["\e]0;pwn\a"]`, 'broken.yml: No cause "·]0;pwn·". See health lab --list'],
    [String.raw`"\e]0;pwn\a": [latency]`, 'broken.yml: found the key "·]0;pwn·"; allowed: '],
    ['causes: [latency\n\u001B]0;pwn\u0007', '·]0;pwn·'],
  ])('that would command the terminal, as %j, is quoted without that', async (text, message) => {
    const { code, stderr } = await file(text);
    expect([code, stderr]).toEqual([2, expect.stringContaining(message)]);
    expect(stderr.replaceAll('\n', '')).not.toMatch(/\p{Cc}/u);
  });
});

it('an argument that would command the terminal is quoted without that', async () => {
  const { code, stderr } = await refused(['--\u001B]0;pwn\u0007']);
  expect([code, stderr]).toEqual([2, expect.stringContaining("unknown option '--·]0;pwn·'")]);
  expect(stderr.replaceAll('\n', '')).not.toMatch(/\p{Cc}/u);
});
