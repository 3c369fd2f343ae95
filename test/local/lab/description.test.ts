import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { readPlatform } from '../../../shared/description.ts';
import { startLab } from '../../../local/lab/lab.ts';
import { documented } from './documented.ts';

it('describes the lab without a fault, in the words that describe any platform', async () => {
  const lab = await startLab();
  const directory = await mkdtemp(join(tmpdir(), 'lab-description-'));
  try {
    const file = join(directory, 'platform.yml');
    await writeFile(file, lab.description);
    const { httpsPort, httpPort, resolver } = lab.addresses;
    expect(await readPlatform(file)).toMatchObject({
      platform: {
        environment: 'lab',
        hosts: {
          auth: { url: `https://auth.hokusai.test:${httpsPort}` },
          registry: { httpUrl: `http://registry.hokusai.test:${httpPort}` },
        },
        services: { mlflow: { cluster: 'hokusai-development', service: 'hokusai-mlflow-development' } },
        endpoints: documented.map(([method, path]) => ({ method, path })),
        credentials: { key: { from: 'env', name: 'HOKUSAI_API_KEY' } },
        network: { resolver, ca: expect.stringContaining('BEGIN CERTIFICATE') },
        confirmationMs: [200, 400],
        timeoutMs: 2500,
      },
    });
  } finally {
    await rm(directory, { recursive: true });
    await lab.stop();
  }
});
