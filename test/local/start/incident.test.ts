import { describe, expect, it } from 'vitest';
import { cleanUp, startProcess } from './process.ts';

cleanUp();

const evening = '2025-08-05-evening';
const morning = '2025-08-05-morning';
const beforeTheEvening = `Checking what was there before ${evening}: mlflow-rules-missing, checker-key-unknown…`;

/** What was said from that text on. */
const since = (said: string, text: string): string => said.slice(said.lastIndexOf(text));

/** The page of a process, once it is there. */
const pageOf = async (running: ReturnType<typeof startProcess>) => {
  const [, url = ''] = await running.until(/page (http:\S+);/);
  return {
    shown: async () => (await fetch(url)).text(),
    press: async (path: string) => {
      const { status } = await fetch(new URL(path, url), { method: 'POST', redirect: 'manual' });
      expect(status).toBe(303);
    },
  };
};

describe('an incident that is asked for as a line while the lab is checked', () => {
  // By itself: what is told depends on whether the lab answers in time, which several of them on few processors do not.
  it('is compared with what was there before it, not with the healthy lab', async () => {
    const running = startProcess('line');
    await running.until(/infrastructure 11\/11/);
    running.say(`incident ${evening}`);
    const [seen] = await running.until(new RegExp(`${beforeTheEvening}[^]*infrastructure 6/11[^]*Incident ${evening} is on\\.\n`));
    expect(seen).toMatch(/told people: .*registry DOWN.*: 6\/11/);
    expect(seen).not.toContain('infrastructure 4/11');
    await running.until(/infrastructure 4\/11/);
    running.say('run');
    // Worse than before: it refused the key then, and answers nothing of its own now.
    await running.until(/told people: registry DOWN \(worse: [a-z- ]+\), incident worse: 4\/11/);
    expect(since(running.said(), `Incident ${evening} is on.`)).not.toContain('mlflow DOWN');
    running.say('quit');
    expect(await running.ended).toEqual([0, null]);
  });
});

describe.concurrent('an incident that is asked for by the page or from the beginning', () => {
  it('is shown on the page, and is given up for another one, and for a healthy lab', async () => {
    const running = startProcess('page');
    const { shown, press } = await pageOf(running);
    await press(`/incident/${evening}`);
    expect(await shown()).toContain(`checking what was there before ${evening}`);
    await press(`/incident/${morning}`);
    expect(await shown()).toContain(`checking what was there before ${morning}`);
    await running.until(new RegExp(`before ${morning}: auth-image-missing, api-image-missing…[^]*Incident ${morning} is on\\.`));
    expect(await shown()).toContain(`incident ${morning} is switched on`);

    await press(`/incident/${evening}`);
    await running.until(new RegExp(`Incident ${morning} is on[^]*${beforeTheEvening}`));
    await press('/heal');
    expect(await shown()).toContain('no incident is switched on');
    await running.until(new RegExp(`Incident ${morning} is on[^]*${beforeTheEvening}[^]*infrastructure 11/11[^]*registration 4/4`));
    running.say('quit');
    expect(await running.ended).toEqual([0, null]);
    expect(running.said()).not.toContain(`Incident ${evening} is on`);
  });

  it('is on the page at once, and is never on when the process is to end before that', async () => {
    const running = startProcess('quit', '--incident', evening);
    const { shown } = await pageOf(running);
    expect(await shown()).toContain(`checking what was there before ${evening}`);
    await running.until(new RegExp(`${beforeTheEvening}[^]*infrastructure 6/11`));
    running.say('quit');
    expect(await running.ended).toEqual([0, null]);
    expect(running.said()).toContain('Ends as soon as the runs under way have ended; Ctrl-C ends at once.\n');
    expect(running.said()).not.toMatch(/is on\.|infrastructure (4|11)\/11/);
    // Of the runs under way nothing failed: not their memory, nor the words for what they saw.
    expect(running.said()).not.toContain('problem ');
    expect(running.left()).toEqual([]);
  });
});
