import { afterEach, beforeEach, expect, it } from 'vitest';
import { createScenarios } from '../../../local/start/scenarios.ts';
import { settle } from '../../../local/start/settle.ts';
import { raise, type Stage } from '../../../local/start/stage.ts';

let stage: Stage;
let scenarios: ReturnType<typeof createScenarios>;
/** What was said, which categories were checked under what, and when the lab was changed to stay so. */
let log: string[];

const run = (category: Stage['categories'][number]) => {
  log.push(`${category} under ${stage.lab.active() ?? 'nothing'}`);
  return stage.call(category, Date.now());
};
const settled = () => settle(stage, { run: (category) => stage.call(category, Date.now()) });

beforeEach(async () => {
  log = [];
  stage = await raise({ log: () => {} });
  scenarios = createScenarios(stage, { run, say: (line) => log.push(line), changed: () => log.push(`changed to ${stage.lab.active() ?? 'nothing'}`) });
});
afterEach(() => stage.stop());

it('checks all that was not seen yet before an incident, and nothing where it is certain', async () => {
  await scenarios.switchOn('2025-07-21-host-rule');
  expect(log).toEqual([
    'Checking what was there before 2025-07-21-host-rule…', ...stage.categories.map((category) => `${category} under nothing`),
    'Incident 2025-07-21-host-rule is on.', 'changed to 2025-07-21-host-rule',
  ]);
  log = [];
  scenarios.heal();
  await settled();
  await scenarios.switchOn('2025-07-22-artifact-storage');
  expect(log).toEqual(['changed to nothing', 'Incident 2025-07-22-artifact-storage is on.', 'changed to 2025-07-22-artifact-storage']);
});

it('puts in place what was wrong before, checks it until that is certain, and takes it for known where another incident has left it so', async () => {
  const before = 'mlflow-rules-missing + checker-key-unknown';
  await scenarios.switchOn('2025-08-05-evening');
  expect(log.at(0)).toBe('Checking what was there before 2025-08-05-evening: mlflow-rules-missing, checker-key-unknown…');
  const checked = log.slice(1, -2);
  // Those that failed twice: a failure is certain then.
  expect(checked.filter((line) => line === `infrastructure under ${before}`)).toHaveLength(2);
  expect(new Set(checked)).toEqual(new Set(stage.categories.map((category) => `${category} under ${before}`)));
  const checks = (await stage.store.states()).flatMap((state) => state.checks);
  expect(checks.filter(({ state }) => state.state === 'soft')).toEqual([]);

  await settled();
  log = [];
  await scenarios.switchOn('2025-08-06-total-outage');
  expect(log).toEqual(['Incident 2025-08-06-total-outage is on.', 'changed to 2025-08-06-total-outage']);
});

it('checks anew what is there where AWS still tells of tasks that died of what was mended', async () => {
  stage.lab.switchOn('2025-08-06-total-outage');
  scenarios.heal();
  await settled();
  log = [];
  await scenarios.switchOn('2025-07-21-host-rule');
  expect(log.slice(0, 2)).toEqual(['Checking what was there before 2025-07-21-host-rule…', 'infrastructure under nothing']);
  // All is well: nothing of it is checked twice.
  expect(log.filter((line) => line === 'infrastructure under nothing')).toHaveLength(1);
});

it('of two that are asked for has the last one only, and begins none a second time', async () => {
  const evening = scenarios.switchOn('2025-08-05-evening');
  const morning = scenarios.switchOn('2025-08-05-morning');
  expect([scenarios.switchOn('2025-08-05-morning') === morning, scenarios.checkingBefore()]).toEqual([true, '2025-08-05-morning']);
  await Promise.all([evening, morning]);
  expect(scenarios.checkingBefore()).toBeUndefined();
  expect(log.filter((line) => !line.includes(' under '))).toEqual([
    'Checking what was there before 2025-08-05-morning: auth-image-missing, api-image-missing…',
    'Incident 2025-08-05-morning is on.', 'changed to 2025-08-05-morning',
  ]);
  expect(stage.lab.active()).toBe('2025-08-05-morning');
});

it.each(['heal', 'stop'] as const)('switches nothing on after %s', async (how) => {
  const asked = scenarios.switchOn('2025-08-05-evening');
  await scenarios[how]();
  await asked;
  expect(stage.lab.active()).toBe(how === 'heal' ? undefined : 'mlflow-rules-missing + checker-key-unknown');
  expect(log).toEqual(how === 'heal' ? ['changed to nothing'] : []);
  expect(scenarios.checkingBefore()).toBeUndefined();
});

it('refuses an incident that there is not, at once, and goes on with the one asked for before', async () => {
  const asked = scenarios.switchOn('2025-07-21-host-rule');
  expect(() => scenarios.switchOn('2025')).toThrow('No incident "2025"');
  await asked;
  expect(stage.lab.active()).toBe('2025-07-21-host-rule');
});

it('does not switch on what it cannot tell the baseline of', async () => {
  await stage.gateway.stop();
  await expect(scenarios.switchOn('2025-07-21-host-rule')).rejects.toThrow('DynamoDB did not answer');
  expect([stage.lab.active(), scenarios.checkingBefore()]).toEqual([undefined, undefined]);
  await scenarios.stop();
});
