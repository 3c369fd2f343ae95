import { describe, expect, it } from 'vitest';
import { diagnose } from '../../../shared/diagnosis/diagnose.ts';
import { fails, found, got, now, passes, states, type Glances } from './glance.ts';

const idsOf = (...args: Parameters<typeof diagnose>) => diagnose(...args).map(({ id }) => id);
const loop = (count: number) => fails('tasks', { detail: `got ${count} stopped by themselves within an hour, the last one by EssentialContainerExited` });

/** A login that is refused, and all that comes of it in the end. */
const outage: Glances = {
  'infrastructure/registry-health': got(502, 'load-balancer'), 'infrastructure/ecs-api': loop(80), 'infrastructure/ecs-mlflow': loop(34),
  'authentication/bearer-api-health': got(502, 'load-balancer'), 'authentication/bad-key-missing': { blockedBy: 'authentication/bearer-api-health' },
  'dependencies/mlflow': fails('dns-not-found'), 'dependencies/database': fails('login-refused', { detail: 'password authentication failed for user "app"' }),
  'dependencies/queue': fails('facts', { detail: 'expected age of the oldest message ≤ 600 s, got 3754 s' }),
  'telemetry/availability': fails('facts'),
};

describe('what follows from a cause', () => {
  it('is told by it, however many steps away', () => {
    const [cause, ...others] = diagnose(states(outage), now);
    expect(others).toEqual([]);
    expect(cause).toMatchObject({ id: 'DB_WRONG_CREDENTIALS:database', rule: 'DB_WRONG_CREDENTIALS', version: 1, layer: 'store', service: 'database' });
    expect(cause?.explains).toEqual(expect.arrayContaining(Object.keys(outage)));
    expect(cause?.explains).toEqual(expect.arrayContaining([
      'CRASH_LOOP:mlflow', 'CRASH_LOOP:registry', 'MLFLOW_NOT_REGISTERED:mlflow', 'LB_TARGET_REFUSED:registry', 'QUEUE_BACKLOG:queue',
    ]));
    expect(cause?.explains).not.toContain('DB_WRONG_CREDENTIALS:database');
    expect(cause?.because).toContain('dependencies/database: password authentication failed for user "app"');
  });

  it('is its own only where the way it comes about was seen', () => {
    // The task of the registry is steady, so that what MLflow lacks is not why its port refuses.
    expect(found({ ...outage, 'infrastructure/ecs-api': passes() })).toEqual([
      expect.stringMatching(/^LB_TARGET_REFUSED:registry/), expect.stringMatching(/^DB_WRONG_CREDENTIALS/), expect.stringMatching(/^QUEUE_BACKLOG/),
    ]);
  });

  it('is so of its own service and those that need it, and of no other', () => {
    const both = { 'infrastructure/ecs-auth': loop(3), 'dependencies/database': outage['dependencies/database'] ?? 'unknown' } satisfies Glances;
    expect(idsOf(states(both), now).toSorted()).toEqual(['CRASH_LOOP:auth', 'DB_WRONG_CREDENTIALS:database']);
  });

  it('leaves causes that have nothing to do with each other side by side', () => {
    expect(found({
      'infrastructure/auth-health': got(502, 'load-balancer'), 'routing/auth-own-path': got(502, 'load-balancer'),
      'infrastructure/registry-health': got(404, 'load-balancer'), 'infrastructure/registry-api': got(401, 'application'),
    })).toEqual(['LB_TARGET_REFUSED:auth 0.75', 'LISTENER_RULE_MISSING:registry 0.88']);
  });

  it('puts what lies with the checker behind what lies with the platform', () => {
    expect(found({
      'authentication/validation': got(401, 'application'), 'authentication/validation-scopes': { blockedBy: 'authentication/validation' },
      'infrastructure/auth-health': passes(), 'routing/auth-own-path': passes(), 'infrastructure/registry-health': got(404, 'load-balancer'),
    })).toEqual(['LISTENER_RULE_MISSING:registry 0.88', 'CHECKER_KEY_REJECTED:auth 0.85']);
  });
});

describe('what no cause explains', () => {
  it('is told in the shallowest layer in which it was seen, with what it is, and what it blocks', () => {
    expect(diagnose(states({
      'endpoints/get-models': fails('json', { detail: 'no list' }), 'routing/registry-https-redirect': fails('redirect', { detail: 'none' }),
      'authentication/bearer-models': fails('slow', { detail: 'late' }), 'authentication/response-time': { blockedBy: 'authentication/bearer-models' },
      'infrastructure/registry-openapi': fails('json', { detail: 'no openapi' }),
    }), now)).toEqual([{
      id: 'UNEXPLAINED:task:registry', rule: 'UNEXPLAINED', version: 1, layer: 'task', service: 'registry', confidence: 0.2,
      title: 'Something is wrong with registry that no known cause explains',
      because: ['routing/registry-https-redirect: none', 'endpoints/get-models: no list', 'authentication/bearer-models: late', '1 more check of registry fails'],
      explains: [
        'endpoints/get-models', 'routing/registry-https-redirect', 'authentication/bearer-models', 'infrastructure/registry-openapi', 'authentication/response-time',
      ],
    }]);
  });

  it('is in the application where targets answer, and say that they are not well', () => {
    const degraded = { 'infrastructure/registry-health': got(503, 'application'), 'control-plane/targets-api': fails('facts', { facts: { reasons: ['Target.ResponseCodeMismatch'] } }) };
    expect(found(degraded)).toEqual(['UNEXPLAINED:feature:registry 0.2']);
  });

  it('is told beside what is explained', () => {
    expect(found({ 'infrastructure/registry-health': got(404, 'load-balancer'), 'dependencies/cache': fails('connect-refused') }).toSorted())
      .toEqual(['LISTENER_RULE_MISSING:registry 0.88', 'UNEXPLAINED:store:registry 0.2']);
  });

  it('is nothing where all is well, or nobody could tell', () => {
    expect(found({ 'infrastructure/registry-health': passes(), 'dependencies/cache': 'skipped', 'dependencies/database': 'unknown' })).toEqual([]);
    expect(diagnose([], now)).toEqual([]);
  });
});

const served = (at: number) => states({ 'routing/auth-own-path': passes() }, { lastRun: at, everyMs: 300_000 });

describe('what was seen', () => {
  const refused = states({ 'dependencies/database': fails('connect-refused') });

  it('is known for one and a half intervals', () => {
    expect(idsOf(refused, now + 90_000)).toEqual(['DB_UNREACHABLE:database']);
    expect(idsOf(refused, now + 90_001)).toEqual([]);
  });

  it('before something began to fail says nothing of it', () => {
    const validation = states({ 'authentication/validation': got(401, 'application', { since: now }), 'authentication/auth-health': passes() });
    expect(idsOf([...validation, ...served(now)], now)).toEqual(['CHECKER_KEY_REJECTED:auth']);
    expect(idsOf([...validation, ...served(now - 1)], now)).toEqual(['UNEXPLAINED:feature:auth']);
  });

  it('by most of those who can tell counts', () => {
    const well = states({ 'dependencies/database': passes() }, { vantage: 'a' });
    const unable = states({ 'dependencies/database': 'unknown' }, { vantage: 'b' });
    expect(idsOf([...refused, ...well], now)).toEqual([]);
    expect(idsOf([...refused, ...unable], now)).toEqual(['DB_UNREACHABLE:database']);
    expect(idsOf([...refused, ...states({ 'dependencies/database': fails('connect-refused') }, { vantage: 'c' }), ...well], now)).toEqual(['DB_UNREACHABLE:database']);
  });
});
