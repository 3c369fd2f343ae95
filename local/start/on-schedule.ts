import { setTimeout } from 'node:timers/promises';
import { messageOf } from '../../shared/problem.ts';
import { incidents } from '../lab/incidents.ts';
import { pageHtml } from '../page/html.ts';
import { servePage } from '../page/server.ts';
import { listenToKeys, listenToLines, type Actions } from './commands.ts';
import { failureLine, messageLine, runLines } from './lines.ts';
import { createScenarios } from './scenarios.ts';
import { createSchedule } from './schedule.ts';
import type { Screen } from './screen.ts';
import type { Interruption } from './signals.ts';
import type { Stage } from './stage.ts';
import { viewOf, type View } from './view.ts';

export interface OnSchedule {
  /** Of the page. */
  readonly port: number;
  /** Plain lines where there is none. */
  readonly screen: Screen | undefined;
  readonly interruption: Interruption;
  /** The id of the one to begin with. */
  readonly incident: string | undefined;
}

const redrawMs = 1_000;
const ids = incidents.map(({ id }) => id);
const sayPlainly = (line: string): void => void process.stdout.write(`${line}\n`);

const keepDrawing = async (screen: Screen, view: () => Promise<View>, pageUrl: string, over: AbortSignal): Promise<void> => {
  let unread = '';
  const tell = (error: unknown): void => {
    const line = `The memory cannot be read: ${messageOf(error)}`;
    if (line !== unread) screen.say(line);
    unread = line;
  };
  while (!over.aborted) {
    const seen = await view().catch(tell);
    if (seen !== undefined && !over.aborted) screen.draw(seen, { pageUrl, incidents: ids });
    await setTimeout(redrawMs, undefined, { signal: over }).catch(() => {});
  }
};

/** Runs all categories on their schedule, with a page, until somebody ends it. Rejects with UsageError when the page's port cannot be had. */
export const runOnSchedule = async (stage: Stage, { port, screen, interruption, incident }: OnSchedule): Promise<void> => {
  const { gateway, platform } = stage;
  const say = screen?.say ?? sayPlainly;
  const quit = Promise.withResolvers<undefined>();
  const over = new AbortController();
  let told = gateway.published().length;
  const schedule = createSchedule({
    categories: stage.categories,
    everyMs: platform.schedule,
    call: async (category, time, ifDue) => {
      const answer = await stage.call(category, time, ifDue);
      if (screen !== undefined || answer.did === 'nothing: not due') return;
      const messages = gateway.published().slice(told);
      told += messages.length;
      [...runLines(answer), ...messages.map((message) => messageLine(stage.readBy(message)))].forEach(say);
    },
    failed: (category, error) => say(failureLine(Date.now(), category, error)),
  });
  // The screen itself shows which incident comes, and which one is on.
  const scenarios = createScenarios(stage, { run: schedule.run, changed: schedule.all, say: screen === undefined ? say : () => {} });
  const view = () => viewOf(stage, scenarios.checkingBefore());
  const actions: Actions = {
    switchOn: (id) => void scenarios.switchOn(id).catch((error: unknown) => say(`Incident ${id} is not switched on: ${messageOf(error)}`)),
    heal: scenarios.heal,
    run: schedule.all,
    quit: () => quit.resolve(undefined),
  };
  const buttons = new Map([
    ...ids.map((id) => [`/incident/${encodeURIComponent(id)}`, () => actions.switchOn(id)] as const),
    ['/heal', actions.heal] as const,
    ['/run', actions.run] as const,
  ]);
  const page = await servePage(port, { html: async () => pageHtml(await view(), incidents), buttons });
  say(`from another terminal: . ${stage.environmentFile} && npx health incident show`);
  if (screen === undefined) say(`page ${page.url}; commands: incident ID, heal, run, quit; incidents: ${ids.join(', ')}`);
  const deaf = screen === undefined ? listenToLines(say, actions) : listenToKeys(ids, actions);
  schedule.start();
  if (incident === undefined) schedule.all();
  else actions.switchOn(incident);

  const drawing = screen === undefined ? [] : [keepDrawing(screen, view, page.url, over.signal)];
  try {
    await Promise.race([interruption.asked, quit.promise, ...drawing]);
  } finally {
    deaf();
    interruption.letGo();
    if (stage.checking().length > 0) say('Ends as soon as the runs under way have ended; Ctrl-C ends at once.');
    await Promise.all([page.close(), scenarios.stop(), schedule.stop()]);
    over.abort();
    screen?.close();
  }
};
