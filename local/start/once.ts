import { exitCode } from '../../shared/report/exit-code.ts';
import { json } from '../../shared/report/json.ts';
import { text } from '../../shared/report/text.ts';
import { colourFor } from '../colour.ts';
import { conditionStyles } from './condition-styles.ts';
import { settle } from './settle.ts';
import type { Stage } from './stage.ts';
import type { ToldMessage } from './told.ts';
import { viewOf, type View } from './view.ts';

const summary = ({ report, services }: View, messages: readonly ToldMessage[]): string => {
  const colour = colourFor(process.stdout);
  const { isTTY, columns } = process.stdout;
  const named = services.map(({ service, state }) => `${service} ${colour(conditionStyles[state], state)}`);
  const told = messages.map(({ audience, subject }) => `  told ${audience}: ${subject ?? ''}`);
  return `${[text(report, { colour, ...(isTTY ? { columns } : {}) }), `services  ${named.join(', ')}`, ...told].join('\n')}\n`;
};

/** Runs each category as often as its verdicts need, prints the summary, and gives the exit code. */
export const runOnce = async (stage: Stage, asJson: boolean): Promise<number> => {
  const before = stage.gateway.published().length;
  process.stderr.write('Checking the lab…\n');
  await settle(stage, {
    run: (category) => stage.call(category, Date.now()),
    again: () => process.stderr.write('Not all of it is certain yet; checking that again…\n'),
  });
  const view = await viewOf(stage);
  const code = exitCode(view.report.health);
  // Before it is printed: a reader that has seen enough ends the process with what is set by then.
  process.exitCode = code;
  process.stdout.write(asJson ? json(view.report) : summary(view, stage.gateway.published().slice(before).map(stage.readBy)));
  return code;
};
