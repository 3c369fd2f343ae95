import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { incidentNamed } from '../../../local/lab/incidents.ts';
import { raise, type Stage } from '../../../local/start/stage.ts';
import { plan } from '../../../shared/categories/index.ts';
import { diagnose } from '../../../shared/diagnosis/diagnose.ts';
import type { Finding } from '../../../shared/diagnosis/finding.ts';
import type { CategoryState } from '../../../shared/health/category-state.ts';
import { remember } from '../../../shared/health/remember.ts';
import { checkAll } from './checking.ts';

let stage: Stage;
beforeAll(async () => { stage = await raise({ log: () => {} }); });
afterAll(() => stage.stop());

/** What every category remembers of a lab with these causes, seen from inside or outside the VPC. */
const statesUnder = async (causes: readonly string[], insideVpc = true): Promise<{ readonly states: readonly CategoryState[]; readonly at: number }> => {
  // What takes a while to become what it is has had that time.
  stage.lab.breakBy(causes, Date.now() - 60_000);
  const platform = { ...stage.platform, network: { ...stage.platform.network, insideVpc } };
  const [checks, at] = [plan(platform), Date.now()];
  const states = [...await checkAll(stage, platform)].map(([category, each]) => {
    const run = { category, vantage: platform.vantage, everyMs: platform.schedule[category], scheduled: at };
    return remember(run, checks.filter((check) => check.category === category), each.map(({ result }) => result), undefined);
  });
  return { states, at };
};

const told = (findings: readonly Finding[]) => findings.map(({ id, confidence }) => `${id} ${confidence}`);

/** Without what nobody may ask AWS for. */
const withoutAws = (states: readonly CategoryState[]): readonly CategoryState[] =>
  states.filter(({ category }) => category !== 'control-plane' && category !== 'telemetry');

describe.each([
  { id: '2025-07-21-host-rule', causes: ['HOST_RULE_MISSING:auth 0.98'], unaided: ['HOST_RULE_MISSING:auth 0.9'] },
  { id: '2025-07-22-artifact-storage', causes: ['ARTIFACT_ROUTE_MISSING:registry 0.95'], unaided: ['ARTIFACT_ROUTE_MISSING:registry 0.95'] },
  {
    id: '2025-08-05-morning', causes: ['LB_TARGET_REFUSED:auth 0.9', 'LISTENER_RULE_MISSING:registry 0.98'],
    unaided: ['LB_TARGET_REFUSED:auth 0.75', 'LISTENER_RULE_MISSING:registry 0.88'],
  },
  {
    id: '2025-08-05-evening', causes: ['LB_NO_TARGETS:registry 0.97', 'LISTENER_RULE_MISSING:registry 0.98', 'CHECKER_KEY_REJECTED:auth 0.85'],
    unaided: ['LB_NO_TARGETS:registry 0.8', 'LISTENER_RULE_MISSING:registry 0.88', 'CHECKER_KEY_REJECTED:auth 0.85'],
  },
  { id: '2025-08-06-total-outage', causes: ['DB_WRONG_CREDENTIALS:database 0.98'], unaided: ['DB_WRONG_CREDENTIALS:database 0.98'], because: /field password\) is not there; tried as "postgres", .*; described is "mlflow"/ },
])('the incident $id', ({ id, causes, unaided, because = /./ }) => {
  it('is told by its causes alone, which explain all that fails', async () => {
    const { states, at } = await statesUnder(incidentNamed(id).causes);
    const findings = diagnose(states, at);
    expect(told(findings)).toEqual(causes);
    expect(findings[0]?.because[0]).toMatch(because);
    const explained = new Set(findings.flatMap(({ explains }) => explains));
    const failing = states.flatMap(({ checks }) => checks.filter(({ result }) => result.verdict === 'fail' || result.verdict === 'blocked'));
    expect(failing.map(({ result }) => result.check).filter((check) => !explained.has(check))).toEqual([]);
    expect(told(diagnose(withoutAws(states), at))).toEqual(unaided);
  });
});

describe('the total outage', () => {
  it('is told from outside the VPC by what can be seen there', async () => {
    const { states, at } = await statesUnder(incidentNamed('2025-08-06-total-outage').causes, false);
    expect(told(diagnose(states, at))).toEqual(['CRASH_LOOP:mlflow 0.9', 'SECRET_INCOMPLETE:secrets 0.9']);
  });
});

describe('a lab that is well', () => {
  it('has no findings', async () => {
    const { states, at } = await statesUnder([]);
    expect(diagnose(states.filter(({ category }) => category !== 'telemetry'), at)).toEqual([]);
  });
});
