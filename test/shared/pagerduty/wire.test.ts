import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { settle, claim, enqueue } from '../../../shared/alerts/queue.ts';
import type { Queue } from '../../../shared/alerts/evaluation.ts';
import type { IncidentNow, News, Note } from '../../../shared/alerts/note.ts';
import { publishInOrder, type Published } from '../../../shared/alerts/published.ts';
import { publishEvents } from '../../../shared/pagerduty/publish-events.ts';
import { pagerEvents } from '../../../shared/report/note/events.ts';
import { alarmMessages } from '../../../shared/report/note/pager.ts';
import { serve } from '../../fixtures/http-server.ts';
import { began, facts, incident, minute, outage } from '../../fixtures/letters.ts';
import { listensTo, pager, type Pager } from '../../fixtures/receivers/pager.ts';

/** What happens to an environment and its one audience: minutes in which something is told, or the queue is delivered. */
type Step = 'open or worsen' | 'acknowledge' | 'another key' | 'remind' | 'resolve' | 'deliver';
const steps: readonly Step[] = ['open or worsen', 'acknowledge', 'another key', 'remind', 'resolve', 'deliver'];

const noteOf = (news: News, number: number): Note => ({ ...news, id: `production#${number}`, at: began + number * minute, score: { passed: 1, applicable: 2, unknown: 0, percent: 50 } });

/** Tells as incidents do: opened first, resolved last, a number of its own for what comes after somebody acknowledged. */
const teller = () => {
  let open: IncidentNow | undefined;
  let numbers = 0;
  const news = (step: Step): News | undefined => {
    const changes = [{ service: 'auth', to: 'down', since: began }] as const;
    if (open === undefined) {
      if (step !== 'open or worsen') return undefined;
      open = { ...incident, keys: [numbers += 1] };
      return { kind: 'opened', incident: open, changes };
    }
    switch (step) {
      case 'open or worsen': return { kind: 'worsened', incident: open, changes };
      case 'remind': return { kind: 'reminder', incident: open };
      case 'acknowledge':
        open = { ...open, acknowledged: { by: 'ann', at: began } };
        return { kind: 'acknowledged', incident: open };
      case 'another key': {
        const { acknowledged: _, ...unclaimed } = open;
        open = { ...unclaimed, keys: [...open.keys, numbers += 1] };
        return { kind: 'worsened', incident: open, changes };
      }
      case 'resolve': {
        const news: News = { kind: 'resolved', incident: open };
        open = undefined;
        return news;
      }
      case 'deliver': return undefined;
    }
  };
  return { news, keys: () => (open === undefined ? [] : open.keys.map((number) => `hokusai/production#${number}`)) };
};

type Publish = (note: Note) => Promise<Published>;

/** Delivers what waits, oldest first, up to the first note that has to wait. */
const delivered = async (queue: Queue, publish: Publish): Promise<Queue> => {
  let left = claim(queue, 'run', began, minute) ?? queue;
  for (const note of left.notes) {
    if (typeof (await publish(note)) === 'object') break;
    left = settle(left, 'run', new Set([note.id]));
  }
  const { claim: _, ...unclaimed } = left;
  return unclaimed;
};

/** Plays a history to its end, and says what the pager had open of the incident whenever everything had been delivered, and in the end. */
const play = async (history: readonly Step[], its: Pager, publish: Publish) => {
  const { news, keys } = teller();
  const shown: { readonly open: readonly string[]; readonly last: string | undefined }[] = [];
  let queue: Queue = { notes: [] };
  let number = 0;
  for (const step of [...history, 'resolve', ...Array.from({ length: 200 }, () => 'deliver' as const)] as const) {
    const told = news(step);
    if (told !== undefined) queue = enqueue(queue, noteOf(told, number += 1), began);
    if (step === 'deliver') queue = await delivered(queue, publish);
    if (queue.notes.length === 0) shown.push({ open: [...its.open.keys()], last: keys().at(-1) });
  }
  return { waiting: queue.notes.length, open: [...its.open.keys()], shown };
};

const letterOf = (note: Note) => ({ note, facts, states: outage });
const anyHistory = fc.array(fc.constantFrom(...steps), { maxLength: 16 });

const expectKept = ({ waiting, open, shown }: Awaited<ReturnType<typeof play>>): void => {
  expect(waiting).toBe(0);
  expect(open).toEqual([]);
  for (const { open: then, last } of shown) {
    if (last === undefined) expect(then).toEqual([]);
    else expect(then).toContain(last);
  }
};

test('over the wire to PagerDuty, whatever is merged and however often it fails: what is told is open, and in the end every key is closed', async () => {
  const routing = 'not-a-routing-key-0000-0000-0000';
  let its = pager();
  let failures: ('before' | 'after' | undefined)[] = [];
  await using server = await serve((request, response) => { listensTo(its, () => failures.shift())(request, response); });
  const way = { url: `http://${server.address}/v2/enqueue`, readKey: () => Promise.resolve(routing) };
  const anyFailures = fc.array(fc.constantFrom('before' as const, 'after' as const, undefined), { maxLength: 12 });
  await fc.assert(fc.asyncProperty(anyHistory, anyFailures, async (history, failing) => {
    [its, failures] = [pager(), [...failing]];
    expectKept(await play(history, its, (note) => publishEvents(pagerEvents(letterOf(note), 'full'), way)));
    expect(new Set(its.came.map(({ routingKey }) => routingKey))).toEqual(new Set(its.came.length === 0 ? [] : [routing]));
  }), { numRuns: 40 });
});

test('as alarms over a topic', async () => {
  await fc.assert(fc.asyncProperty(anyHistory, async (history) => {
    const its = pager();
    const take = async ({ body }: { readonly body: string }): Promise<Published> => {
      const { AlarmName: name, NewStateValue: state } = JSON.parse(body) as { readonly AlarmName: string; readonly NewStateValue: string };
      its.does(state === 'ALARM' ? 'trigger' : 'resolve', name);
      return 'taken';
    };
    const played = await play(history, its, (note) => publishInOrder(alarmMessages(letterOf(note), 'full'), take));
    expectKept(played);
    expect(played.open).toEqual([]);
  }), { numRuns: 100 });
});

test('an incident that was over before anybody was told of it wakes nobody', async () => {
  const its = pager();
  const seen: string[] = [];
  await play(['open or worsen', 'resolve', 'deliver'], its, async (note) => {
    seen.push(...pagerEvents(letterOf(note), 'full').map(({ event_action: action }) => action));
    return 'taken';
  });
  expect(seen).toEqual(['resolve']);
});
