import { InvalidArgumentError, Option, type Command } from 'commander';
import { askIncident, byOption, jsonOption } from '../ask-incident.ts';
import { doneText, listText, showText } from '../incident-text.ts';
import type { IncidentAnswer } from '../../../functions/incident-answer.ts';
import { platformOption } from '../platform.ts';
import { write } from '../write.ts';

const examples = `
The table is that of the environment variable TABLE_NAME, as a deployment names it; AWS is reached as the SDK's own variables say. What
"npm start" runs is reached by the file that it names.
Exit codes: 0 done or so already, 1 not done, 2 wrong usage.

Examples:
  $ health incident show
  $ health incident ack
  $ health incident silence mlflow --for 2h --why "upgrade of MLflow"
  $ health incident note "The rollback is under way."`;

interface Common { readonly platform: string; readonly json?: true; readonly by: string }

const incidentNumber = (text: string): number => {
  const number = Number(text.replace(/^#/, ''));
  if (!Number.isSafeInteger(number) || number < 1) throw new InvalidArgumentError('An incident has a number, such as 7.');
  return number;
};

const given = (fields: Readonly<Record<string, unknown>>): object => Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined));

const ask = async ({ platform, json }: Common, event: object, text: (answer: IncidentAnswer) => string): Promise<void> => {
  const answer = await askIncident(platform, event);
  if (answer !== undefined) await write(json === true ? `${JSON.stringify(answer, undefined, 2)}\n` : text(answer));
};

/** `health incident ack|silence|unsilence|note|list|show`: what people do to the open incident. */
export const incident = (program: Command): Command => {
  const parent = program.command('incident').description('see the open incident, acknowledge it, write something down, be silent for a while')
    .addHelpText('after', examples);
  const sub = (name: string, what: string): Command => parent.command(name).description(what).addOption(platformOption()).addOption(jsonOption());
  const acting = (name: string, what: string): Command => sub(name, what).addOption(byOption());

  sub('show', 'everything that is known of the open incident').action((options: Common) => ask(options, { action: 'show' }, showText));
  sub('list', 'the open incident, silences, and who cannot be told, in a few lines').action((options: Common) => ask(options, { action: 'list' }, listText));
  acting('ack', 'take care of the open incident: nobody is reminded any more, and everybody in it is told')
    .argument('[number]', 'of the incident, to be sure that it is that one', incidentNumber)
    .action((number: number | undefined, { by, ...options }: Common) => ask({ by, ...options }, given({ action: 'ack', by, incident: number }), doneText));
  acting('note', 'write something down beside the open incident')
    .argument('<text>', 'at most 500 characters')
    .option('--incident <number>', 'of the incident, to be sure that it is that one', incidentNumber)
    .action((text: string, { by, incident: number, ...options }: Common & { readonly incident?: number }) =>
      ask({ by, ...options }, given({ action: 'note', by, text, incident: number }), doneText));
  acting('silence', 'tell nobody of these services for a while, or of any')
    .argument('[services...]', 'all unless named')
    .addOption(new Option('--for <duration>', 'such as 90m, 2h or 3d').conflicts('until'))
    .addOption(new Option('--until <time>', 'ISO 8601, with its zone'))
    .option('--why <reason>', 'for the others')
    .action((services: readonly string[], { by, for: span, until, why, ...options }: Common & { readonly for?: string; readonly until?: string; readonly why?: string }) =>
      ask({ by, ...options }, given({ action: 'silence', by, services: services.length === 0 ? undefined : services, for: span, until, why }), doneText));
  acting('unsilence', 'end a silence')
    .argument('<id>', 'as list shows it')
    .action((id: string, { by, ...options }: Common) => ask({ by, ...options }, { action: 'unsilence', by, silence: id }, doneText));
  return parent;
};
