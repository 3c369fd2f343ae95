import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { startLab } from '../../../local/lab/lab.ts';
import { plan } from '../../../shared/categories/index.ts';
import { grammar } from '../../../shared/description.ts';
import { loadPlatform } from '../../../shared/platform/load.ts';
import { machineClock as clock } from '../../../shared/runner/machine-clock.ts';
import { journey } from '../../../shared/probes/journey.ts';
import { runChecks } from '../../../shared/runner/run-checks.ts';
import { aPlatform } from '../../fixtures/platform.ts';

const registration = (...platform: Parameters<typeof aPlatform>) =>
  plan(aPlatform(...platform)).filter(({ category }) => category === 'registration');

it('is four stages, each presupposing the one before, all of one journey', () => {
  const checks = registration();
  expect(checks.map(({ id, requires, role }) => [id, requires, role])).toEqual([
    ['registration/model', [], 'warning'],
    ['registration/experiment', ['registration/model'], 'user-path'],
    ['registration/run', ['registration/experiment'], 'user-path'],
    ['registration/version', ['registration/run'], 'user-path'],
  ]);
  for (const { probe } of checks) {
    expect(probe.settings).toMatchObject({
      url: 'https://registry.example.com/api/mlflow', auth: { credential: 'key', as: 'bearer', format: '^hk_' },
    });
  }
});

it('is left out without a key, and is not there without a registry host', () => {
  const skips = registration({ credentials: {} }).map(({ skip }) => skip);
  expect(skips).toEqual([1, 2, 3, 4].map(() => expect.stringContaining('needs a key')));
  expect(registration({ hosts: {} })).toEqual([]);
});

it('passes on the healthy lab, through its load balancer and its registry, with its key', async () => {
  const lab = await startLab();
  try {
    const loaded = loadPlatform(lab.description, { file: 'lab.yml', grammar, readFile: (file) => readFileSync(file, 'utf8') });
    if (!('platform' in loaded)) throw new Error(JSON.stringify(loaded.faults));
    const { network, concurrency } = loaded.platform;
    const problems: unknown[] = [];
    const explained = await runChecks(plan(loaded.platform).filter(({ category }) => category === 'registration'), {
      kinds: { journey }, clock, network, concurrency, confirmationMs: [], deadlineAt: clock.now() + 30_000,
      credential: () => Promise.resolve(Object.values(lab.env)[0] ?? ''), report: (problem) => problems.push(problem),
    });
    expect(explained.map(({ result }) => result.verdict)).toEqual(['pass', 'pass', 'pass', 'pass']);
    expect(problems).toEqual([]);
  } finally {
    await lab.stop();
  }
});
