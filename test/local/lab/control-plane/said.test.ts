import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { incidentNamed } from '../../../../local/lab/incidents.ts';
import { raise, type Stage } from '../../../../local/start/stage.ts';
import { plan } from '../../../../shared/categories/index.ts';
import type { Facts } from '../../../../shared/checks/observation.ts';
import * as kinds from '../../../../shared/probes/index.ts';
import { machineClock as clock } from '../../../../shared/runner/machine-clock.ts';
import { runChecks } from '../../../../shared/runner/run-checks.ts';

let stage: Stage;
beforeAll(async () => { stage = await raise({ log: () => {} }); });
afterAll(() => stage.stop());

interface Said { readonly failing: readonly string[]; readonly facts: Readonly<Record<string, Facts | undefined>> }

const slug = (id: string): string => id.replace('control-plane/', '');

/** What AWS says of the lab with these causes: the checks that do not pass, and what was told to each. */
const saidUnder = async (causes: readonly string[]): Promise<Said> => {
  // What takes a while to become what it is has had that time.
  stage.lab.breakBy(causes, Date.now() - 60_000);
  const { network, concurrency } = stage.platform;
  const explained = await runChecks(plan(stage.platform).filter(({ category }) => category === 'control-plane'), {
    kinds, clock, network, concurrency, confirmationMs: [], deadlineAt: clock.now() + 60_000,
    credential: () => Promise.reject(new Error('AWS is asked with the role of the checker')),
  });
  return {
    failing: explained.flatMap(({ result }) => (result.verdict === 'pass' ? [] : [`${slug(result.check)}: ${result.verdict} ${result.reason}`])),
    facts: Object.fromEntries(explained.map(({ result, observation }) => [slug(result.check), observation?.facts])),
  };
};

const failing = (...slugs: readonly string[]) => slugs.map((each) => `${each}: fail facts`);
const group = (name: string): unknown => [expect.stringContaining(`targetgroup/hokusai-${name}-development/`)];
const refused = [expect.stringMatching(/^127\.0\.0\.1:\d+ Target\.FailedHealthChecks \(Health checks failed\)$/)];

it('AWS has nothing to say against the healthy lab, and tells of all of it', async () => {
  const { failing: against, facts } = await saidUnder([]);
  expect(against).toEqual([]);
  expect(facts).toMatchObject({
    'targets-auth': { registered: 1, healthy: 1, unhealthy: [], draining: 0, reasons: [], failOpen: false },
    'targets-api': { registered: 1, healthy: 1 },
    'listener': { protocol: 'HTTPS', certificates: ['default', 'auth.hokusai.test', 'registry.hokusai.test'].map((host) => expect.stringContaining(`/${host}`)) },
    'rule-auth-health': { rule: 10, action: 'forward', targetGroups: group('auth'), conditions: ['host-header auth.hokusai.test'] },
    'rule-registry-api-mlflow': { rule: 30, targetGroups: group('api'), conditions: ['host-header registry.hokusai.test', 'path-pattern /api/mlflow/*'] },
    'deployment-mlflow': { rollout: 'COMPLETED', running: 1, desired: 1, stoppedLastHour: 0, taskDefinition: 'hokusai-mlflow-development:1', unsteadyEvents: [] },
    'database': { status: 'available', multiAz: true, pendingChanges: [], events: [] },
  });
});

const inIncident = (id: string) => saidUnder(incidentNamed(id).causes);

describe('in the incident', () => {
  it('2025-07-21-host-rule a rule without a host takes what is for auth, whose health comes from it by the default action', async () => {
    const { failing: against, facts } = await inIncident('2025-07-21-host-rule');
    expect(against).toEqual(failing('rule-auth-api'));
    expect(facts).toMatchObject({
      'rule-auth-api': { rule: 90, action: 'forward', targetGroups: group('api'), conditions: ['path-pattern /api/*'] },
      'rule-auth-health': { rule: 'default', action: 'forward', targetGroups: group('auth') },
    });
  });

  it('2025-07-22-artifact-storage the registry is unhealthy by its own word, and the load balancer fails open', async () => {
    const { failing: against, facts } = await inIncident('2025-07-22-artifact-storage');
    expect(against).toEqual(failing('targets-api'));
    expect(facts['targets-api']).toMatchObject({
      healthy: 0, failOpen: true, reasons: ['Target.ResponseCodeMismatch'], unhealthy: [expect.stringContaining('Health checks failed with these codes: [503]')],
    });
  });

  it('2025-08-05-morning the target of auth refuses, and most of the registry host falls to the default action; ECS is content', async () => {
    const { failing: against, facts } = await inIncident('2025-08-05-morning');
    expect(against).toEqual(failing('targets-auth', ...['api-mlflow', 'mlflow', 'health', 'openapi-json'].map((part) => `rule-registry-${part}`)));
    expect(facts).toMatchObject({
      'targets-auth': { healthy: 0, failOpen: true, unhealthy: refused },
      'rule-registry-health': { rule: 'default', action: 'fixed-response', status: 404, targetGroups: [] },
      'rule-registry-api': { rule: 20, action: 'forward' },
    });
  });

  it('2025-08-05-evening the registry has no target, and MLflow no rule', async () => {
    const { failing: against, facts } = await inIncident('2025-08-05-evening');
    expect(against).toEqual(failing('targets-api', 'rule-registry-api-mlflow', 'rule-registry-mlflow'));
    expect(facts['targets-api']).toMatchObject({ registered: 0, healthy: 0, unhealthy: [], failOpen: false });
  });

  it('2025-08-06-total-outage MLflow and the registry die again and again, while the instance of the database is well', async () => {
    const { failing: against, facts } = await inIncident('2025-08-06-total-outage');
    expect(against).toEqual(failing('targets-api', 'deployment-api', 'deployment-mlflow'));
    expect(facts).toMatchObject({
      'targets-api': { failOpen: true, unhealthy: refused },
      'deployment-mlflow': { running: 1, rollout: 'COMPLETED', lastStopCode: 'EssentialContainerExited', lastStopReason: 'Essential container in task exited (exit 1)' },
      'database': { status: 'available' },
    });
    expect(facts['deployment-mlflow']?.['stoppedLastHour']).toBeGreaterThan(30);
  });
});

describe('under the cause', () => {
  it.each<[string, readonly string[], object]>([
    ['registry-draining', ['targets-api'], { 'targets-api': { registered: 1, draining: 1, healthy: 0, reasons: ['Target.DeregistrationInProgress'] } }],
    ['registry-health-path-wrong', ['targets-api'], { 'targets-api': { reasons: ['Target.ResponseCodeMismatch'], failOpen: true } }],
    ['registry-rules-all-missing', [
      'targets-api', ...['api-mlflow', 'mlflow', 'health', 'openapi-json', 'api'].map((part) => `rule-registry-${part}`),
    ], { 'targets-api': { registered: 1, healthy: 0, reasons: ['Target.NotInUse'], failOpen: false } }],
    ['hosts-swapped', ['targets-auth', 'rule-auth-health', 'rule-auth-api'], { 'rule-auth-health': { targetGroups: group('api') } }],
    ['rule-shadowed', ['api-mlflow', 'mlflow', 'health', 'openapi-json', 'api'].map((part) => `rule-registry-${part}`), { 'rule-registry-api': { rule: 1, action: 'fixed-response', status: 503 } }],
    ['auth-image-missing', ['targets-auth', 'deployment-auth'], {
      'targets-auth': { registered: 0 },
      'deployment-auth': { running: 0, desired: 1, lastStopCode: 'TaskFailedToStart', unsteadyEvents: [expect.stringContaining('is unable to consistently start tasks')] },
    }],
    ['auth-scaled-to-zero', ['targets-auth'], { 'deployment-auth': { running: 0, desired: 0, stoppedLastHour: 0 } }],
    ['rds-stopped', ['database'], {
      database: { status: 'stopped', events: [expect.stringMatching(/^\d{4}-\d\d-\d\d \d\d:\d\d UTC DB instance stopped\.$/)] },
    }],
    ['rds-failover', ['database'], {
      database: { status: 'rebooting', events: [expect.stringContaining('failover started'), expect.stringContaining('shutdown')] },
    }],
  ])('%s AWS tells what follows', async (cause, slugs, facts) => {
    const said = await saidUnder([cause]);
    expect(said.failing).toEqual(failing(...slugs));
    expect(said.facts).toMatchObject(facts);
  });

  it('certificate-not-on-listener the listener lacks the certificate', async () => {
    const { failing: against, facts } = await saidUnder(['certificate-not-on-listener']);
    expect(against).toEqual([]);
    expect(facts['listener']?.['certificates']).toHaveLength(2);
  });
});
