import { describe, expect, it } from 'vitest';
import { queueMetrics } from '../../../../local/lab/control-plane/metrics/queue.ts';
import { healthy } from '../../../../local/lab/healthy.ts';
import { createSwitches } from '../../../../local/lab/switches.ts';
import { queueAt } from '../../../../local/lab/world/queue.ts';

const [minute, hour] = [60_000, 3_600_000];
const since = Date.UTC(2025, 7, 6, 9);
const broken = (...causes: readonly string[]) => {
  const { breakBy, history } = createSwitches(healthy('hk_test_0000000000000000', 'made-up', since), () => {});
  breakBy(causes, since);
  return history();
};
const under = (...causes: readonly string[]) => {
  const history = broken(...causes);
  return (at: number) => queueAt(history, at);
};
/** How many there are, how many of them wait, and how long the oldest has been there, seconds. */
const seen = ({ depth, inFlight, oldestSince = NaN }: ReturnType<typeof queueAt>, at: number) => [depth, inFlight, (at - oldestSince) / 1_000];

describe('the queue', () => {
  it('is as it is set up while the registry takes messages out of it as they come', () => {
    expect(seen(under()(since), since)).toEqual([3, 1, 120]);
  });

  it.each(['queue-stuck', 'api-command-wrong', 'mlflow-image-missing'])('piles up from an hour before on where nobody takes any: %s', (cause) => {
    const queue = under(cause);
    expect([since, since + 15 * minute].map((at) => seen(queue(at), at))).toEqual([[124, 0, 3_720], [154, 0, 4_620]]);
  });

  it('piles up from when MLflow was scaled to nothing', () => {
    const queue = under('mlflow-scaled-to-zero');
    expect([since - 31 * minute, since].map((at) => seen(queue(at), at))).toEqual([[3, 1, 120], [64, 0, 1_920]]);
  });

  it('that is filled faster than emptied grows, and so does what is oldest', () => {
    const queue = under('queue-backlog');
    expect([since - hour - 1, since - hour / 2, since].map((at) => seen(queue(at), at).map(Math.round))).toEqual([[3, 1, 120], [2_400, 4, 1_202], [4_800, 4, 2_402]]);
  });

  it('is emptied at once when all is well again, and goes on where it is mended in part only', () => {
    const { breakBy, switchOn, switchOff, history } = createSwitches(healthy('hk_test_0000000000000000', 'made-up', since), () => {});
    breakBy(['queue-stuck', 'api-command-wrong']);
    expect(queueAt(history(), Date.now()).depth).toBe(124);
    switchOff();
    expect(queueAt(history(), Date.now())).toMatchObject({ depth: 3, inFlight: 1 });
    switchOn('2025-08-06-total-outage');
    expect(queueAt(history(), Date.now())).toMatchObject({ depth: 124, inFlight: 0 });
  });
});

it.each<readonly [cause: string, inFlight: number, everyMs: number]>([
  ['latency', 1, 30_000], ['queue-stuck', 0, 30_000], ['database-login-wrong', 0, 30_000], ['queue-backlog', 4, 500],
])('CloudWatch tells of an hour of %s in which as many messages are there as came since the oldest one did, each minute', (cause, inFlight, everyMs) => {
  const data = queueMetrics(under(cause), since);
  const of = (name: string) => data.filter((datum) => datum.name === name).map(({ value }) => value);
  const [depths, ages] = [of('ApproximateNumberOfMessagesVisible'), of('ApproximateAgeOfOldestMessage')];
  expect([depths.length, ages.length]).toEqual([60, 60]);
  expect(depths.map((depth) => depth + inFlight)).toEqual(ages.map((age) => Math.floor((age * 1_000) / everyMs)));
});
