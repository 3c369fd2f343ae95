import { createClient } from '@redis/client';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import type { Lab } from '../../../local/lab/lab.ts';
import { startLab } from '../../../local/lab/lab.ts';
import { clientOf } from './ask.ts';

let lab: Lab;
let client: ReturnType<typeof clientOf>;
let password = '';
beforeAll(async () => {
  lab = await startLab({ redis: true });
  client = clientOf(lab);
  const secret = lab.aws.find(({ name }) => name === 'secrets-manager')?.answer('GetSecretValue', { SecretId: 'hokusai/development/redis' });
  ({ password } = JSON.parse((secret as { SecretString: string }).SecretString));
});
beforeEach(() => lab.switchOff());
afterAll(() => lab.stop());

const validate = () => client.auth('/api/v1/keys/validate', { method: 'POST', headers: client.withKey });
const models = async () => (await client.registry('/api/v1/models', { headers: client.withKey })).body;

/** What is in the lab's Redis under a key. */
const kept = async (key: string): Promise<string | null> => {
  const reader = createClient({ password, RESP: 2, disableClientInfo: true, maintNotifications: 'disabled', socket: { host: '127.0.0.1', port: lab.addresses.cachePort ?? 0 } });
  await reader.connect();
  try {
    return await reader.get(key);
  } finally {
    reader.destroy();
  }
};

describe('a lab with Redis', () => {
  it('is described as such, its password by its secret', () => {
    expect(parse(lab.description)).toMatchObject({
      cache: { host: 'cache.hokusai.local', port: lab.addresses.cachePort, credential: 'cachePassword' },
      credentials: { cachePassword: { secret: 'hokusai/development/redis', field: 'password' } },
      secrets: expect.arrayContaining([{ id: 'hokusai/development/redis', keys: ['password'] }]),
    });
    expect(lab.description).not.toContain(password);
  });

  it('has auth count in it', async () => {
    const before = Number((await validate()).headers['x-ratelimit-remaining']);
    expect(await kept('rate-limit:key-1')).toBe(String(6000 - before));
    expect(Number((await validate()).headers['x-ratelimit-remaining'])).toBe(before - 1);
  });

  it('has the registry keep its listing in it, until there is another model', async () => {
    const listed = await models();
    expect([JSON.parse(listed).models[0].name, await kept('registry:models')]).toEqual(['example', listed]);
    const added = await client.registry('/api/v1/models', { method: 'POST', headers: { ...client.withKey, 'content-type': 'application/json' }, body: '{"name":"another"}' });
    expect([added.status, await kept('registry:models')]).toEqual([201, null]);
    expect(JSON.parse(await models()).models.map(({ name }: { name: string }) => name)).toEqual(['example', 'another']);
  });

  it.each(['redis-refuses', 'redis-password-changed', 'redis-memory-full', 'redis-clients-full', 'redis-replica', 'redis-loading', 'redis-hangs'])(
    'goes on without it: %s', async (cause) => {
      lab.breakBy([cause]);
      expect([(await validate()).status, JSON.parse(await models()).models[0].name]).toEqual([200, 'example']);
    },
  );
});
