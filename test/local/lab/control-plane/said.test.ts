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
/** As facts tell moments. */
const iso = '\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\dZ';
const refused = [expect.stringMatching(/^127\.0\.0\.1:\d+ Target\.FailedHealthChecks \(Health checks failed\)$/)];

it('AWS has nothing to say against the healthy lab, and tells of all of it', async () => {
  const { failing: against, facts } = await saidUnder([]);
  expect(against).toEqual([]);
  expect(facts).toMatchObject({
    'targets-auth': { registered: 1, healthy: 1, unhealthy: [], draining: 0, reasons: [], failOpen: false },
    'targets-api': { registered: 1, healthy: 1 },
    'listener': {
      protocol: 'HTTPS', certificates: ['default', 'auth.hokusai.test', 'registry.hokusai.test'].map((host) => expect.stringContaining(`/${host}`)),
      validity: ['auth', 'auth', 'registry'].map((host) => expect.stringMatching(`^${host}\\.hokusai\\.test: ISSUED, 89 days left, until ${iso}, renewal not begun$`)),
      uncovered: [], unfit: [], daysLeft: 89,
    },
    'rule-auth-health': { rule: 10, action: 'forward', targetGroups: group('auth'), conditions: ['host-header auth.hokusai.test'] },
    'rule-registry-api-mlflow': { rule: 30, targetGroups: group('api'), conditions: ['host-header registry.hokusai.test', 'path-pattern /api/mlflow/*'] },
    'deployment-mlflow': {
      rollout: 'COMPLETED', running: 1, desired: 1, stoppedLastHour: 0, stops: [], taskDefinition: 'hokusai-mlflow-development:1', unsteadyEvents: [],
      deployments: [expect.stringMatching(`^PRIMARY hokusai-mlflow-development:1 COMPLETED 1/1 since ${iso}$`)],
    },
    'discovery-mlflow': { healthy: 1, unhealthy: 0, addresses: ['127.0.0.1'] },
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
    expect(against).toEqual(failing('targets-api', 'deployment-api', 'deployment-mlflow', 'discovery-mlflow'));
    expect(facts).toMatchObject({
      'targets-api': { failOpen: true, unhealthy: refused },
      'deployment-mlflow': {
        running: 1, rollout: 'COMPLETED', stops: [expect.stringMatching(/^EssentialContainerExited \(exit 1\) x3\d$/)],
        stoppedDefinitions: [expect.stringMatching(/^hokusai-mlflow-development:1 x3\d \(deployed\)$/)],
        lastStops: Array.from({ length: 3 }, () =>
          expect.stringMatching(`^${iso} hokusai-mlflow-development:1 EssentialContainerExited \\(exit 1\\): Essential container in task exited$`) as unknown),
        events: Array.from({ length: 5 }, () => expect.stringMatching(`^${iso} \\(service hokusai-mlflow-development\\) has started 1 tasks`) as unknown),
      },
      'discovery-mlflow': { healthy: 0, unhealthy: 1, addresses: [] },
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
    ['api-health-rule-missing', ['rule-registry-api'], { 'rule-registry-api': { misrouted: ['GET /api/health: fixed-response 404 by the default rule'] } }],
    ['hosts-swapped', ['targets-auth', 'rule-auth-health', 'rule-auth-api'], { 'rule-auth-health': { targetGroups: group('api') } }],
    ['rule-shadowed', ['api-mlflow', 'mlflow', 'health', 'openapi-json', 'api'].map((part) => `rule-registry-${part}`), { 'rule-registry-api': { rule: 1, action: 'fixed-response', status: 503 } }],
    ['auth-image-missing', ['targets-auth', 'deployment-auth'], {
      'targets-auth': { registered: 0 },
      'deployment-auth': { running: 0, desired: 1, stops: [expect.stringMatching(/^TaskFailedToStart x\d+$/)], unsteadyEvents: [expect.stringContaining('is unable to consistently start tasks')] },
    }],
    ['auth-scaled-to-zero', ['targets-auth'], { 'deployment-auth': { running: 0, desired: 0, stoppedLastHour: 0 } }],
    ['rds-stopped', ['database'], {
      database: { status: 'stopped', events: [expect.stringMatching(`^${iso} DB instance stopped\\.$`)] },
    }],
    ['rds-failover', ['database'], {
      database: { status: 'rebooting', events: [expect.stringContaining('failover started'), expect.stringContaining('shutdown')] },
    }],
    // The registry dies without MLflow.
    ['mlflow-scaled-to-zero', ['targets-api', 'deployment-api', 'discovery-mlflow'], { 'discovery-mlflow': { healthy: 0, unhealthy: 0, addresses: [] } }],
    ['certificate-not-on-listener', ['listener'], { listener: { uncovered: ['registry.hokusai.test'], unfit: [], validity: { length: 2 } } }],
    ['certificate-other-name', ['listener'], {
      listener: { uncovered: ['registry.hokusai.test'], validity: { 2: expect.stringContaining('old.registry.hokusai.test: ISSUED') } },
    }],
    ['certificate-expired', ['listener'], {
      listener: {
        uncovered: [], unfit: [expect.stringMatching(`^registry\\.hokusai\\.test: expired at ${iso}$`)], daysLeft: -1,
        validity: { 2: expect.stringMatching(`: EXPIRED, expired at ${iso}, renewal FAILED$`) },
      },
    }],
    ['certificate-not-yet-valid', ['listener'], {
      listener: { unfit: [expect.stringMatching(`^registry\\.hokusai\\.test: valid from ${iso} on$`)], validity: { 2: expect.stringContaining('not renewed by ACM') } },
    }],
    // Few days left are routing's to judge, and who vouches for a certificate only a handshake shows.
    ['certificate-expiring', [], { listener: { daysLeft: 2, validity: { 2: expect.stringContaining('renewal PENDING_VALIDATION') } } }],
    ['certificate-self-signed', [], { listener: { unfit: [], uncovered: [] } }],
  ])('%s AWS tells what follows', async (cause, slugs, facts) => {
    const said = await saidUnder([cause]);
    expect(said.failing).toEqual(failing(...slugs));
    expect(said.facts).toMatchObject(facts);
  });
});
