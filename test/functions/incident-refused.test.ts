import { createServer, type Server } from 'node:http';
import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { categoryHandler } from '../../functions/category.ts';
import { lambdaContext } from '../../local/lambda-context.ts';
import { grammar } from '../../shared/description.ts';
import { loadPlatform } from '../../shared/platform/load.ts';
import type { Audience, Platform } from '../../shared/platform/platform.ts';
import * as kinds from '../../shared/probes/index.ts';
import { startIncidents } from '../fixtures/incident-function.ts';
import { anAudience, anIncident, withIncident } from '../fixtures/open-incident.ts';

let incidents: Awaited<ReturnType<typeof startIncidents>>;
let server: Server;
let url = '';
let people = '';

beforeAll(async () => {
  server = createServer((_, response) => response.end('well')).listen(0, '127.0.0.1');
  await once(server, 'listening');
  url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/`;
  incidents = await startIncidents();
  people = incidents.gateway.createTopic('people');
});
afterAll(async () => {
  await incidents.stop();
  server.close();
});

const topicNamed = (name: string) => `arn:aws:sns:us-east-1:000000000000:${name}`;
const suffering = (audiences: Readonly<Record<string, Audience>>) => incidents.here(audiences, withIncident(anIncident(Object.keys(audiences))));

/** A run of a category with one check; a run of any category delivers what waits, and this one measures. */
const runOf = async ({ environment, audiences }: Platform) => {
  const loaded = loadPlatform(`checks: ["${url}"]`, { file: 'platform.yml', grammar, readFile: () => '' });
  if (!('platform' in loaded)) throw new Error(JSON.stringify(loaded.faults));
  const platform = { ...loaded.platform, environment, audiences };
  const run = categoryHandler({ category: 'endpoints', generate: () => [], platform, categories: ['endpoints'], kinds, log: () => {} });
  expect(await run({ record: true }, lambdaContext('endpoints'))).toMatchObject({ did: 'recorded', results: [{ verdict: 'pass' }] });
};
const measured = (environment: string) => incidents.gateway.metrics()
  .filter(({ name, dimensions }) => name === 'RefusingAudiences' && dimensions['Environment'] === environment).map(({ value }) => value);
const why = (text: string) => expect.stringContaining(text) as string;

describe('an audience whose topic refuses for good', () => {
  it('keeps nothing from the others, and holds up none of its own notes', async () => {
    const here = await suffering({ people: anAudience(people), gone: anAudience(topicNamed('never')) });
    const ack = await here.call({ action: 'ack', by: 'ada' });
    expect(ack.published.filter(({ audience }) => audience === 'gone')).toMatchObject([
      { form: 'full', answer: { refused: why('Topic does not exist') } }, { form: 'minimal', answer: { refused: why('Topic does not exist') } },
    ]);
    expect(ack.published).toContainEqual(expect.objectContaining({ audience: 'people', kind: 'acknowledged', answer: 'taken' }));
    expect(ack.audiences.find(({ audience }) => audience === 'gone')).toMatchObject({ waiting: [], refused: { why: why('Topic does not exist') } });
    expect(ack.problems.map(({ code }) => code)).toEqual(['note-refused']);
  });

  it('is told of once, marked and measured until its topic takes a note', async () => {
    const here = await incidents.here({ people: anAudience(people), gone: anAudience(topicNamed('gone')) });
    const trial = { action: 'test-alert', by: 'ada', audience: 'gone' };
    await here.call(trial);
    await runOf(here.platform);
    expect(here.told(people)).toHaveLength(1);
    expect(measured(here.platform.environment)).toEqual([1]);

    await here.call(trial);
    await runOf(here.platform);
    expect(here.told(people)).toHaveLength(1);
    expect((await here.store.evaluation())?.queues['gone']).toMatchObject({ notes: [], refused: { at: expect.any(Number) as number } });

    incidents.gateway.createTopic('gone');
    expect(await here.call(trial)).toMatchObject({ published: [{ form: 'full', answer: 'taken' }] });
    expect((await here.store.evaluation())?.queues['gone']).toEqual({ notes: [] });
    await runOf(here.platform);
    expect(measured(here.platform.environment)).toEqual([1, 1, 0]);
  });

  it('is told of again when it refuses again after it had taken one', async () => {
    const here = await incidents.here({ people: anAudience(people), denied: anAudience(incidents.gateway.createTopic('denied')) });
    const trial = { action: 'test-alert', by: 'ada', audience: 'denied' };
    for (const deny of [true, false, true]) {
      const lift = deny ? incidents.gateway.fail({ service: 'sns', kind: 'deny', times: 2 }) : () => {};
      const { published } = await here.call(trial);
      lift();
      expect(published.filter(({ audience }) => audience === 'denied').at(-1)?.answer).toEqual(deny ? { refused: why('AuthorizationError') } : 'taken');
      await runOf(here.platform);
    }
    expect(here.told(people).map((subject) => subject.replace(/ \[.*/, ''))).toEqual([
      'Audience denied refuses messages', 'Audience denied takes messages again', 'Audience denied refuses messages',
    ]);
  });

  it('with nobody but a pager besides, the pager is told', async () => {
    const pager = incidents.gateway.createTopic('pager-alone');
    const here = await incidents.here({ pager: anAudience(pager, { form: 'pager' }), lost: anAudience(topicNamed('lost')) });
    await here.call({ action: 'test-alert', by: 'ada', audience: 'lost' });
    expect((await here.store.evaluation())?.queues['pager']?.notes.map(({ kind }) => kind)).toEqual(['undeliverable']);
    await runOf(here.platform);
    expect(here.told(pager)).toHaveLength(1);
  });

  it('alone loses what it refuses, and says so', async () => {
    const here = await suffering({ nowhere: anAudience(topicNamed('nowhere')) });
    expect(await here.call({ action: 'ack', by: 'ada' })).toMatchObject({ problems: [{ code: 'note-refused', message: why('acknowledged') }] });
    expect((await here.store.evaluation())?.queues['nowhere']).toMatchObject({ notes: [], refused: { why: why('Topic does not exist') } });
  });
});
