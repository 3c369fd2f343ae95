import { afterEach, expect, it, vi } from 'vitest';
import { surround } from '../../../local/start/surroundings.ts';

afterEach(() => { vi.unstubAllEnvs(); });

it('gives this process the settings of its stage and none of the developer’s own, and takes them back', () => {
  vi.stubEnv('AWS_PROFILE', 'own');
  vi.stubEnv('AWS_REGION', 'eu-central-1');
  vi.stubEnv('AWS_ENDPOINT_URL_SNS', 'https://sns.example.com');
  const before = { ...process.env };
  const restore = surround({ AWS_REGION: 'us-east-1', TABLE_NAME: 'table' });
  const aws = Object.entries(process.env).filter(([name]) => name.startsWith('AWS_'));
  expect(aws).toEqual([['AWS_REGION', 'us-east-1']]);
  expect(process.env).toMatchObject({ TABLE_NAME: 'table', PATH: before['PATH'] });
  restore();
  expect({ ...process.env }).toEqual(before);
});
