import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { startGateway } from '../../../local/gateway/gateway.ts';
import type { Gateway } from '../../../local/gateway/gateway.ts';
import { credentialReader } from '../../../shared/aws/credentials.ts';
import { CredentialError } from '../../../shared/checks/credential-error.ts';
import type { CredentialReference } from '../../../shared/platform/platform.ts';

const secrets: Record<string, string> = {
  whole: 'whole-value\n', json: JSON.stringify({ key: 'field-value', port: 5432, empty: ' ', nothing: null, parts: { a: 1 }, list: ['a'] }),
  blank: ' \n', '/parameter': 'parameter-value',
};
let gateway: Gateway;
beforeAll(async () => {
  gateway = await startGateway({ secrets });
  for (const [name, value] of Object.entries({ ...gateway.env, AWS_MAX_ATTEMPTS: '1' })) vi.stubEnv(name, value);
});
afterAll(async () => {
  vi.unstubAllEnvs();
  await gateway.stop();
});

const one = (reference: CredentialReference, env: Record<string, string> = {}) => credentialReader({ key: reference }, env);

test.for([
  [{ from: 'env', name: 'KEY' }, ' env-value '],
  [{ from: 'secrets-manager', id: 'whole' }, 'whole-value\n'],
  [{ from: 'secrets-manager', id: 'json', field: 'key' }, 'field-value'],
  [{ from: 'secrets-manager', id: 'json', field: 'port' }, '5432'],
  [{ from: 'ssm', name: '/parameter' }, 'parameter-value'],
] as const)('a credential is read from where it is, as it is: %j', async ([reference, value]) => {
  const reader = one(reference, { KEY: ' env-value ' });
  expect(reader.values()).toEqual([]);
  expect(await reader.read('key')).toBe(value);
  expect(reader.values()).toEqual([value]);
});

test.for([
  [{ from: 'env', name: 'KEY' }, 'environment variable KEY', 'is not there', 'not-given'],
  [{ from: 'env', name: 'BLANK' }, 'environment variable BLANK', 'is empty', 'not-given'],
  [{ from: 'secrets-manager', id: 'gone' }, 'secret gone', 'ResourceNotFoundException', 'missing'],
  [{ from: 'secrets-manager', id: 'blank' }, 'secret blank', 'is empty', 'missing'],
  [{ from: 'secrets-manager', id: 'json', field: 'gone' }, 'secret json, field gone', 'is not there', 'missing'],
  [{ from: 'secrets-manager', id: 'json', field: 'nothing' }, 'secret json, field nothing', 'is not there', 'missing'],
  [{ from: 'secrets-manager', id: 'json', field: 'parts' }, 'secret json, field parts', 'is not there', 'missing'],
  [{ from: 'secrets-manager', id: 'json', field: 'list' }, 'secret json, field list', 'is not there', 'missing'],
  [{ from: 'secrets-manager', id: 'json', field: 'empty' }, 'secret json, field empty', 'is empty', 'missing'],
  [{ from: 'secrets-manager', id: 'json', field: 'toString' }, 'secret json, field toString', 'is not there', 'missing'],
  [{ from: 'secrets-manager', id: 'whole', field: 'key' }, 'secret whole, field key', 'is not there', 'missing'],
  [{ from: 'ssm', name: '/gone' }, 'parameter /gone', 'ParameterNotFound', 'missing'],
] as const)('one that cannot be read says where it should be and why, never what it is: %j', async ([reference, where, why, fault]) => {
  const error: unknown = await one(reference, { BLANK: ' \n' }).read('key').catch((error: unknown) => error);
  expect(error).toBeInstanceOf(CredentialError);
  expect(error).toMatchObject({ code: 'credential', fault, message: expect.stringContaining(`"key" (${where})`) });
  expect(String(error)).toContain(why);
  for (const value of ['whole-value', 'field-value', '5432']) expect(JSON.stringify([error, String(error)])).not.toContain(value);
});

test.for(['other', 'toString'])('one that is not described is refused: %s', async (name) => {
  await expect(one({ from: 'env', name: 'KEY' }, { KEY: 'x' }).read(name)).rejects.toThrow(`"${name}" is not described`);
});

test('one of the platform is read anew each time, and what was read last stands for all', async () => {
  secrets['changing'] = 'before';
  const reader = one({ from: 'secrets-manager', id: 'changing' });
  expect(await reader.read('key')).toBe('before');
  secrets['changing'] = 'after';
  expect(await reader.read('key')).toBe('before');
  expect(await reader.read('key', true)).toBe('after');
  expect(await reader.read('key')).toBe('after');
});

test('it is read once, also by those who ask at the same time', async () => {
  const reader = one({ from: 'secrets-manager', id: 'whole' });
  const both = [reader.read('key'), reader.read('key')];
  await Promise.all(both);
  const lift = gateway.fail({ service: 'secrets-manager', kind: 'error' });
  expect(await reader.read('key')).toBe('whole-value\n');
  lift();
  expect(both[0]).toBe(both[1]);
});

test('it is read anew once forgotten, and the old value stays known as secret', async () => {
  const env = { KEY: 'old-value' };
  const reader = one({ from: 'env', name: 'KEY' }, env);
  await reader.read('key');
  env.KEY = 'new-value';
  expect(await reader.read('key')).toBe('old-value');
  reader.forget('key');
  expect(await reader.read('key')).toBe('new-value');
  expect(reader.values()).toEqual(['old-value', 'new-value']);
});

test('a failed reading is tried again by the next who asks', async () => {
  const reader = one({ from: 'ssm', name: '/parameter' });
  const lift = gateway.fail({ service: 'ssm', kind: 'refuse' });
  await expect(reader.read('key')).rejects.toThrow(/"key" \(parameter \/parameter\) could not be read: .*socket hang up\./);
  lift();
  expect(await reader.read('key')).toBe('parameter-value');
});
