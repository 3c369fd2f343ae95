import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { Lab } from '../../../local/lab/lab.ts';
import { startLab } from '../../../local/lab/lab.ts';
import { incidents } from '../../../local/lab/incidents.ts';
import { answeredBy, clientOf } from './ask.ts';
import { documented } from './documented.ts';

let lab: Lab;
let client: ReturnType<typeof clientOf>;
beforeAll(async () => {
  lab = await startLab();
  client = clientOf(lab);
});
beforeEach(() => lab.switchOff());
afterAll(() => lab.stop());

const services = ['auth', 'api', 'mlflow'].map((name) => `hokusai-${name}-development`);

describe('the incident 2025-08-05-morning', () => {
  beforeEach(() => lab.switchOn('2025-08-05-morning'));

  it.each(['/health', '/openapi.json', '/api/v1/keys/validate'])('has the load balancer answer 502 on the auth host: %s', async (path) => {
    const got = await client.auth(path);
    expect([got.status, answeredBy(got)]).toEqual([502, 'awselb/2.0']);
  });

  const unrouted = ['/health', '/openapi.json', '/mlflow/', '/api/mlflow/health'];
  it.each(unrouted)("has the load balancer's own 404 on the registry host: %s", async (path) => {
    const got = await client.registry(path, { headers: client.withKey });
    expect([got.status, answeredBy(got)]).toEqual([404, 'awselb/2.0']);
  });

  it('leaves six of the eleven documented endpoints with the registry, which refuses', async () => {
    const got = await Promise.all(documented.map(([method, path]) => client.registry(path, { method })));
    expect(got.map((one) => `${one.status} ${answeredBy(one)}`)).toEqual([
      ...Array<string>(6).fill('401 uvicorn'),
      ...Array<string>(5).fill('404 awselb/2.0'),
    ]);
  });

  it('has the registry refuse the key, because it cannot ask auth', async () => {
    const got = await client.registry('/api/health', { headers: client.withKey });
    expect([got.status, got.body]).toEqual([401, '{"detail":"Authentication service unavailable"}']);
  });

  it('shows ECS content with all three services', () => {
    const said = lab.aws.find(({ name }) => name === 'ecs')?.answer('DescribeServices', { cluster: 'hokusai-development', services });
    const full = services.map((serviceName) => ({ serviceName, runningCount: 1, desiredCount: 1 }));
    expect(said).toMatchObject({ services: full, failures: [] });
  });

  it('ends at once when it is switched off', async () => {
    lab.switchOff();
    const authenticated = client.registry('/api/health', { headers: client.withKey });
    const got = await Promise.all([client.auth('/health'), client.registry('/health'), authenticated]);
    expect(got.map(({ status }) => status)).toEqual([200, 200, 200]);
  });
});

describe('switching', () => {
  it('says which incident is on', () => {
    expect(lab.active()).toBeUndefined();
    lab.switchOn('2025-08-05-morning');
    expect(lab.active()).toBe('2025-08-05-morning');
    lab.switchOff();
    expect(lab.active()).toBeUndefined();
    lab.breakBy([]);
    expect(lab.active()).toBeUndefined();
  });

  it('refuses an id it does not know, names those it knows, and changes nothing', async () => {
    expect(() => lab.switchOn('2025-08-05-mornin')).toThrow(
      `No incident "2025-08-05-mornin"; did you mean "2025-08-05-morning"? There are: ${incidents.map(({ id }) => id).join(', ')}.`,
    );
    expect(lab.active()).toBeUndefined();
    expect((await client.auth('/health')).status).toBe(200);
  });

  it('refuses a cause of Redis where there is none, says how to get one, and changes nothing', () => {
    lab.breakBy(['latency']);
    expect(() => lab.breakBy(['queue-stuck', 'redis-hangs'])).toThrow(
      'The cause "redis-hangs" needs a lab with Redis, and this one has none; start it again with --redis.',
    );
    expect(lab.active()).toBe('latency');
  });
});
