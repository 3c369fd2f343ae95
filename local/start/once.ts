import type { CategoryName } from '../../shared/platform/category.ts';
import { exitCode } from '../../shared/report/exit-code.ts';
import { json } from '../../shared/report/json.ts';
import { text } from '../../shared/report/text.ts';
import { colourFor } from '../colour.ts';
import type { Message } from '../gateway/sns.ts';
import type { Stage } from './stage.ts';
import { viewOf, type View } from './view.ts';

/** No verdict needs more runs than this: a failure is certain after two. */
const mostRuns = 3;

/** Categories with a check that failed once: its next run tells whether that was chance. */
const uncertain = async ({ store }: Stage): Promise<readonly CategoryName[]> =>
  (await store.states()).filter(({ checks }) => checks.some(({ state }) => state.state === 'soft')).map(({ category }) => category);

const summary = ({ report, services }: View, messages: readonly Message[]): string => {
  const colour = colourFor(process.stdout);
  const { isTTY, columns } = process.stdout;
  const named = services.map(({ service, state }) => `${service} ${colour(state === 'operational' ? 'green' : 'red', state)}`);
  const told = messages.map(({ subject }) => `  told: ${subject ?? ''}`);
  return `${[text(report, { colour, ...(isTTY ? { columns } : {}) }), `services  ${named.join(', ')}`, ...told].join('\n')}\n`;
};

/** Runs each category as often as its verdicts need, prints the summary, and gives the exit code. */
export const runOnce = async (stage: Stage, asJson: boolean): Promise<number> => {
  const before = stage.gateway.published().length;
  let due: readonly CategoryName[] = stage.categories;
  for (let runs = 0; runs < mostRuns && due.length > 0; runs += 1) {
    process.stderr.write(runs === 0 ? 'Checking the lab…\n' : 'Something failed; checking again to be certain…\n');
    // The first by itself: infrastructure's message names everything that is down.
    const [first, ...others] = stage.categories.filter((each) => due.includes(each));
    if (first !== undefined) await stage.call(first, Date.now());
    await Promise.all(others.map((category) => stage.call(category, Date.now())));
    due = await uncertain(stage);
  }
  const view = await viewOf(stage);
  const code = exitCode(view.report.health);
  // Before it is printed: a reader that has seen enough ends the process with what is set by then.
  process.exitCode = code;
  process.stdout.write(asJson ? json(view.report) : summary(view, stage.gateway.published().slice(before)));
  return code;
};
