import { describe, expect, it } from 'vitest';
import { categoriesOf, publishingCategory, type CategoryName } from '../../shared/platform/category.ts';
import { alarmStates, type Alarm } from './alarm.ts';
import { described } from './described.ts';
import { measuredBy, type Run } from './schedule.ts';

const whole = `hosts: { auth: https://auth.example.com, registry: https://registry.example.com }
mlflow: { proxyPath: /mlflow }
services: { api: { cluster: a, service: b, targetGroup: "arn:aws:elasticloadbalancing:us-east-1:123456789012:targetgroup/auth/0123456789abcdef" } }
loadBalancer: arn:aws:elasticloadbalancing:us-east-1:123456789012:loadbalancer/app/hokusai/0123456789abcdef
database: { host: db.example.com, name: mlflow, user: mlflow, instance: hokusai }
credentials: { key: { secret: hokusai/key } }
`;

/** Descriptions whose most frequent category runs every minute, every two and every five. */
const platforms = {
  'as it is by default': whole,
  'one category': 'checks: [https://example.com/]',
  'every two minutes': `${whole}schedule: { infrastructure: 2m, authentication: 2m, endpoints: 2m, dependencies: 3m }`,
  'every five minutes': 'schedule: { endpoints: 5m }\nchecks: [https://example.com/]',
} as const;

const hour = 3600;
/** The first hours are for all categories to have run. */
const settledS = 2 * hour;
const toS = 8 * hour;
/** How many periods CloudWatch looks at is not known for one that is evaluated: no fewer than that, and two more where it is three. */
const ranges = [1, 2, 3];
const phases = [0, 1, 30, 59];

const quick: Run = { lateS: 0, takesS: 1 };
/** What a run can take until it has recorded and measured, when everything in it times out. */
const slow: Run = { lateS: 0, takesS: 45 };

const deployed = (text: string) => {
  const { platform, checks, alarms } = described(text);
  const categories = categoriesOf(checks);
  const publisher = publishingCategory(categories, platform.schedule);
  if (publisher === undefined) throw new Error('nothing is checked');
  const everyS = Object.fromEntries(categories.map((category) => [category, platform.schedule[category] / 1000])) as Partial<Record<CategoryName, number>>;
  const { DeadMan } = alarms;
  if (DeadMan === undefined) throw new Error('there is no alarm DeadMan');
  return { alarm: DeadMan, alarms, categories, publisher, everyS, every: (category: CategoryName) => platform.schedule[category] / 1000 };
};
type Deployed = ReturnType<typeof deployed>;

/**
 * When the alarm was on, seconds, once everything had settled, for each range. `phase` is of the category that measures; the others run at the
 * full minute.
 */
const ringing = ({ everyS, publisher, alarm }: Pick<Deployed, 'everyS' | 'publisher' | 'alarm'>, phase: number, run: (category: CategoryName, n: number) => Run | undefined) => {
  const data = measuredBy(alarm.MetricName, { everyS, publisher, run, toS, phaseS: (category) => (category === publisher ? phase : 0) });
  return ranges.map((range) => {
    const states = alarmStates(alarm, data, { from: 0, to: toS, range }).filter(({ at }) => at >= settledS);
    return { range, on: states.filter(({ state }) => state === 'ALARM').map(({ at }) => at), last: states.at(-1)?.state };
  });
};

/** One run of a category does not come, or as told; the one after it takes as long as one can. */
const onceMissed = (missed: CategoryName, every: number, instead?: Run) => {
  const n = Math.ceil((settledS + hour) / every);
  return (category: CategoryName, number: number) => {
    if (category !== missed || number < n || number > n + 1) return quick;
    return number === n ? instead : slow;
  };
};

const allCategories = Object.entries(platforms).flatMap(([name, text]) => deployed(text).categories.map((category) => [name, category, text] as const));

describe('the dead-man alarm', () => {
  it('is the only one, of one period that is at least twice the interval of the category that measures', () => {
    for (const text of Object.values(platforms)) {
      const { alarms, alarm, every, publisher } = deployed(text);
      expect(Object.keys(alarms)).toEqual(['DeadMan']);
      expect(alarm).toMatchObject({ EvaluationPeriods: 1, DatapointsToAlarm: 1, TreatMissingData: 'breaching' });
      expect(alarm.Period).toBeGreaterThanOrEqual(2 * every(publisher));
      expect(alarm.Period % 60).toBe(0);
    }
  });

  it.each(allCategories)('%s: is on within three intervals when %s runs no more, and off again when it does', (_name, stopped, text) => {
    const here = deployed(text);
    const every = here.every(stopped);
    const first = Math.ceil((settledS + hour) / every);
    const back = Math.ceil((settledS + 4 * hour) / every);
    const died = (first - 1) * every;
    for (const phase of phases) {
      for (const { range, on, last } of ringing(here, phase, (category, n) => (category === stopped && n >= first && n < back ? undefined : quick))) {
        const noticed = stopped === here.publisher ? range * here.alarm.Period : 3 * every + here.every(here.publisher);
        expect(on[0]).toBeGreaterThan(died + 2 * every);
        expect(on[0]).toBeLessThanOrEqual(died + phase + noticed + 2 * 60);
        expect(on.at(-1)).toBeLessThanOrEqual(back * every + phase + here.alarm.Period + here.every(here.publisher) + 2 * 60);
        expect(last).toBe('OK');
      }
    }
  });

  it.each(allCategories)('%s: is on when %s is described and never ran, and off when it does at last', (_name, missing, text) => {
    const here = deployed(text);
    const every = here.every(missing);
    const comes = Math.ceil((settledS + 2 * hour) / every);
    for (const phase of phases) {
      for (const { on, last } of ringing(here, phase, (category, n) => (category === missing && n < comes ? undefined : quick))) {
        expect(on[0]).toBeLessThanOrEqual(settledS + 60);
        expect(on.at(-1)).toBeLessThanOrEqual(comes * every + phase + here.alarm.Period + here.every(here.publisher) + 2 * 60);
        expect(last).toBe('OK');
      }
    }
  });

  it.each(Object.entries(platforms))('%s: is on when nothing runs any more', (_name, text) => {
    const here = deployed(text);
    for (const { range, on, last } of ringing(here, 0, (category, n) => (n * here.every(category) < settledS + hour ? quick : undefined))) {
      expect(on[0]).toBeLessThanOrEqual(settledS + hour + range * here.alarm.Period + 60);
      expect(last).toBe('ALARM');
    }
  });

  it.each(allCategories)('%s: stays off when one run of %s does not come, or comes late', (_name, missed, text) => {
    const here = deployed(text);
    for (const phase of phases) {
      for (const instead of [undefined, { lateS: 60, takesS: 45 }]) {
        expect(ringing(here, phase, onceMissed(missed, here.every(missed), instead))).toEqual(ranges.map((range) => ({ range, on: [], last: 'OK' })));
      }
    }
  });

  it('would go off for a single missed run if its period were just twice the interval', () => {
    const here = deployed(platforms['one category']);
    const alarm: Alarm = { ...here.alarm, Period: 120 };
    expect(ringing({ ...here, alarm }, 30, onceMissed('endpoints', 60))[0]?.on).not.toEqual([]);
  });
});
