import { spawnSync } from 'node:child_process';

interface Step {
  readonly name: string;
  /** A command line, or a check that answers with what is wrong. */
  readonly run: readonly string[] | (() => string | undefined);
  /** Besides the process's own. */
  readonly env?: Readonly<Record<string, string>>;
}

/** The Lambda runtime's own major version: what is tested is what runs. Absent where its package does not fit this machine. */
const nodeVersion = (): string | undefined =>
  process.version.startsWith('v24.') ? undefined : `runs on Node ${process.version}, not 24: install without --omit=optional, on Linux x64 or arm64`;

/** Two copies of the SDK's core are twice the bundle and twice the cold start. */
const coreCopies = (): string | undefined => {
  const { stdout } = spawnSync('npm', ['ls', '--all', '--omit=dev', '--parseable', '@smithy/core', '@aws-sdk/core'], { encoding: 'utf8' });
  const folders = stdout.split('\n').filter((line) => line !== '');
  const copies = ['@smithy/core', '@aws-sdk/core'].map((name) => [name, folders.filter((folder) => folder.endsWith(`node_modules/${name}`)).length] as const);
  const wrong = copies.filter(([, count]) => count !== 1);
  return wrong.length === 0 ? undefined : wrong.map(([name, count]) => `${count} copies of ${name}; see npm ls ${name}`).join('\n');
};

const steps: readonly Step[] = [
  { name: 'Node 24', run: nodeVersion },
  { name: 'types', run: ['npx', '--no-install', 'tsc', '--noEmit'] },
  { name: 'lint', run: ['npx', '--no-install', 'oxlint', '--type-aware', '--deny-warnings'] },
  { name: 'import rules', run: ['node', 'scripts/import-rules.ts'] },
  { name: 'one SDK core', run: coreCopies },
  // The same stories as in `npm test`, and many more.
  { name: 'model', run: ['npx', '--no-install', 'vitest', 'run', '--mode', 'model', 'test/shared/model'], env: { MODEL_CASES: '600' } },
  { name: 'package', run: ['npm', 'run', '--silent', 'package'] },
  { name: 'package tests', run: ['npx', '--no-install', 'vitest', 'run', '--mode', 'package'] },
  { name: 'template', run: ['node', 'scripts/template-check.ts'] },
  { name: 'healthy lab', run: ['npm', 'start', '--silent', '--', '--once'] },
  { name: 'services', run: ['npm', 'run', '--silent', 'test:services'] },
];

const runStep = ({ name, run, env = {} }: Step): { readonly name: string; readonly ok: boolean; readonly seconds: string } => {
  console.log(`\n== ${name}`);
  const started = performance.now();
  const done = (ok: boolean) => ({ name, ok, seconds: ((performance.now() - started) / 1000).toFixed(1) });
  if (typeof run === 'function') {
    const wrong = run();
    if (wrong !== undefined) console.error(wrong);
    return done(wrong === undefined);
  }
  const [command = '', ...args] = run;
  const { status, error } = spawnSync(command, args, { stdio: 'inherit', env: { ...process.env, ...env } });
  if (error !== undefined) console.error(error.message);
  return done(status === 0);
};

// Every step runs, whatever became of the ones before: one look shows all that is wrong.
const outcomes = steps.map(runStep);
console.log('\n== summary');
for (const { name, ok, seconds } of outcomes) console.log(`${ok ? 'ok  ' : 'FAIL'} ${name.padEnd(14)} ${seconds.padStart(6)} s`);
process.exitCode = outcomes.every(({ ok }) => ok) ? 0 : 1;
