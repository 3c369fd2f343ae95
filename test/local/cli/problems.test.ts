import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { health } from '../../fixtures/cli.ts';
import { startMlflow } from '../../fixtures/journey.ts';
import { startProxy } from '../../fixtures/mlflow-proxy.ts';

const commands = [['check'], ['explain', 'registration/tracking']];

it.each(commands)('health %s says on standard error what could not be cleaned up, and judges as before', async (...args) => {
  await using mlflow = await startMlflow();
  await using proxy = await startProxy(mlflow.url, {
    meddle: (request) => (/^DELETE .*registered-models\/delete/.test(request) ? { answer: { status: 500, body: 'no\n\u001B[2J' } } : undefined),
  });
  const cwd = await mkdtemp(join(tmpdir(), 'health-'));
  try {
    const checks = [{ id: 'tracking', category: 'registration', journey: { stage: 'version', url: proxy.url } }];
    await writeFile(join(cwd, 'platform.yml'), JSON.stringify({ environment: 'small', confirmation: [], checks }));
    const { code, stdout, stderr } = await health(args, { cwd });
    expect(stderr).toMatch(/(?:^|\n)problem cleanup-incomplete: journey .*not removed: delete model hokusai-health-\d+-\w+: 500 no.*\n$/);
    expect(stderr).not.toContain('\u001B');
    expect(stdout).not.toContain('cleanup-incomplete');
    expect(code).toBe(0);
  } finally {
    await rm(cwd, { recursive: true });
  }
});
