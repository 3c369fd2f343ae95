import { execFile, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { categoryNames } from '../../../shared/platform/category.ts';

const main = join(import.meta.dirname, '../../../local/cli/main.ts');

let folder: string;
beforeAll(async () => { folder = await mkdtemp(join(tmpdir(), 'once-')); });
afterAll(() => rm(folder, { recursive: true }));

interface Told {
  readonly health: string;
  readonly categories: readonly {
    readonly category: string;
    readonly score: { readonly passed: number; readonly applicable: number; readonly percent: number | null };
    readonly checks: readonly { readonly id: string; readonly verdict: string }[];
  }[];
}

const startOnce = (...options: readonly string[]) => new Promise<{ code: number; stdout: string; stderr: string }>((resolve) => {
  const child = execFile(process.execPath, [main, 'start', '--once', ...options], { env: { PATH: process.env['PATH'], NO_COLOR: '1' } }, (_, stdout, stderr) =>
    resolve({ code: child.exitCode ?? -1, stdout, stderr }));
});

const scores = ({ categories }: Told) => Object.fromEntries(categories.map(({ category, score }) => [category, `${score.passed}/${score.applicable}`]));
/** Subjects of what an audience was told after the incident was on, with the number of each message. */
const told = (stdout: string, audience: string) => [...stdout.matchAll(/^ {2}told (\w+): (.*)$/gm)].flatMap(([, to, subject]) => (to === audience ? [subject] : []));
const passing = ({ categories }: Told, name: string) =>
  categories.find(({ category }) => category === name)?.checks.filter(({ verdict }) => verdict === 'pass').map(({ id }) => id.split('/')[1]);

// One after the other: what is told depends on whether the lab answers in time, which several of them on few processors do not.
describe('health start --once', () => {
  it('finds the lab healthy, prints each category as passed/applicable and exits with 0', async () => {
    const { code, stdout } = await startOnce();
    const lines = [...stdout.matchAll(/^([a-z-]+) +(\d+\/\d+) = ([\d.]+) %$/gm)].map(([, category, score, percent]) => [category, score, percent]);
    expect(lines.map(([category]) => category)).toEqual(categoryNames);
    expect(lines.filter(([, , percent]) => percent !== '100.0')).toEqual([]);
    expect(Object.fromEntries(lines)).toMatchObject({ infrastructure: '11/11', authentication: '20/20', registration: '4/4', endpoints: '11/11', routing: '10/10' });
    expect(stdout).toMatch(/services {2}auth operational, registry operational, mlflow operational, database operational, cache not-deployed, queue operational\n/);
    expect(code).toBe(0);
  });

  it('finds 3/11 = 27.3 % in the incident of the morning of 2025-08-05: nothing but the three ECS services', async () => {
    const { code, stdout } = await startOnce('--incident', '2025-08-05-morning', '--json');
    const told = JSON.parse(stdout) as Told;
    // The report of that day said 45.5 %, because it took two 404s of the load balancer for healthy.
    expect(passing(told, 'infrastructure')).toEqual(['ecs-auth', 'ecs-api', 'ecs-mlflow']);
    expect(scores(told)).toMatchObject({ infrastructure: '3/11', authentication: '0/20', registration: '1/4', endpoints: '6/11', routing: '8/10' });
    expect(told.categories.find(({ category }) => category === 'infrastructure')?.score.percent).toBeCloseTo(27.27, 1);
    expect(passing(told, 'endpoints')?.every((slug) => !slug?.includes('mlflow'))).toBe(true);
    expect(told.health).toBe('failing');
    expect(code).toBe(1);
  });

  it('tells of the outage once every service is certain to be down, compared with what was there before, and names its cause', async () => {
    const { stdout, stderr } = await startOnce('--incident', '2025-08-06-total-outage');
    expect(stderr).toContain('Checking what was there before 2025-08-06-total-outage: ');
    expect(stdout).toContain('services  auth operational, registry down, mlflow down, database down, cache not-deployed, queue down\n');
    const subjects = [
      'mlflow DOWN (worse: load-balancer error), incident worse: 2/11 [lab#3]',
      'mlflow DOWN (worse: name not found), database DOWN, queue DOWN, incident worse: 2/11 [lab#4]',
      "Cause found: The database does not take the platform's login: wrong user or password: 2/11 [lab#5]",
    ];
    expect(told(stdout, 'people')).toEqual(subjects);
    expect(told(stdout, 'chat')).toEqual(subjects);
    // What is too long for a subject is cut off before the score.
    const cut = "Cause found: The database does not take the platform's login: wrong user or...: 2/11 [lab#5]";
    expect(told(stdout, 'pager')).toEqual([...subjects.slice(0, 2), cut].map((subject) => `ALARM: ${subject}`));
  });

  it('exits with the same code when nobody reads the summary, and leaves no file behind', async () => {
    const env = { PATH: process.env['PATH'], TMPDIR: folder, NODE_COMPILE_CACHE: join(tmpdir(), 'node-compile-cache') };
    const child = spawn(process.execPath, [main, 'start', '--once', '--incident', '2025-08-05-morning'], { env, stdio: ['ignore', 'pipe', 'ignore'] });
    child.stdout?.destroy();
    expect(await once(child, 'exit')).toEqual([1, null]);
    expect(await readdir(folder)).toEqual([]);
  });

  it('refuses an incident that there is not, with those there are, and exits with 2', async () => {
    const { code, stderr } = await startOnce('--incident', '2025-08-05-mornin');
    expect(stderr).toContain('did you mean "2025-08-05-morning"');
    expect(code).toBe(2);
  });
});
