import { answererNames } from '../checks/answered-by.ts';
import { excerpt } from '../checks/excerpt.ts';
import type { CertificateFacts, DnsAnswers, Fact, Facts, HttpResponse, Observation, SentRequest, Step, TaskFacts } from '../checks/observation.ts';
import { isCheckerReason, reasons } from '../checks/reason.ts';
import { redact } from '../checks/redact.ts';
import type { Explained, Outcome } from '../checks/result.ts';
import { padEnd, widest, type Style } from './layout.ts';
import { phaseBars } from './phase-bars.ts';
import { printable } from './printable.ts';
import type { About } from './report.ts';
import { marks, type TextOptions } from './text.ts';
import { circumstances } from './why.ts';
import { instantText } from './words.ts';

type Pairs = readonly (readonly [name: string, value: string])[];
type Headers = SentRequest['headers'];
/** Text as it was seen, in one piece or in pieces of which some are coloured: nothing is redacted or painted before the very end. */
type Line = string | readonly (string | readonly [style: Style, text: string])[];

/** Names and values in two columns. */
const table = (pairs: Pairs): readonly string[] => {
  const width = widest(pairs.map(([name]) => name));
  return pairs.map(([name, value]) => `${padEnd(name, width)}  ${value}`);
};

const headerLines = (headers: Headers): readonly string[] => headers.map(([name, value]) => `${name}: ${value}`);

const requestLines = ({ method, url, headers }: SentRequest): readonly string[] => [`${method} ${url}`, ...headerLines(headers)];

const bodyLine = ({ headers, body, wireBytes }: HttpResponse, whole: boolean, secrets: readonly string[]): string => {
  if (wireBytes === 0) return 'no body';
  if (body.length === 0 && !whole) return `${wireBytes} bytes that could not be unpacked`;
  const type = headers.find(([name]) => name === 'content-type')?.[1];
  const size = wireBytes === body.length ? `${body.length} bytes` : `${body.length} bytes (${wireBytes} on the wire)`;
  return body.length === 0 ? size : `${size}: ${excerpt(body, type, secrets)}`;
};

const responseLines = (response: HttpResponse, whole: boolean, secrets: readonly string[]): readonly string[] => {
  const { url, status, statusText, headers, redirects } = response;
  return [
    ...(redirects.length === 0 ? [] : [`redirected by ${redirects.join(', ')} to ${url}`]),
    `${status} ${statusText}`.trimEnd(),
    ...headerLines(headers),
    '',
    bodyLine(response, whole, secrets),
  ];
};

const trustText = (problem: CertificateFacts['problem']): string =>
  (problem === undefined ? 'trusted, for this name' : `${problem}: ${reasons[problem].meaning}`);

const daysLeft = (ms: number): string => {
  const days = Math.trunc(Math.abs(ms) / 86_400_000);
  if (ms >= 0) return String(days);
  return `none: it expired ${days === 0 ? 'less than a day' : days === 1 ? '1 day' : `${days} days`} ago`;
};

const certificateLines = (certificate: CertificateFacts, now: number): readonly string[] => table([
  ['subject', certificate.subject],
  ['names', certificate.names.join(', ')],
  ['issuer', certificate.issuer],
  ['chain', certificate.chain.join(' < ')],
  ['valid', `${instantText(certificate.validFrom)} to ${instantText(certificate.validTo)}`],
  ['days left', daysLeft(certificate.validTo - now)],
  ['SHA-256', certificate.fingerprint256],
  ['protocol', certificate.protocol],
  ['trust', trustText(certificate.problem)],
]);

const dnsLines = ({ name, type, values, ttl, server }: DnsAnswers): readonly string[] => [
  [`${name} ${type}`, ...(ttl === undefined ? [] : [`TTL ${ttl} s`]), ...(server === undefined ? [] : [`from ${server}`])].join(' · '),
  ...(values.length === 0 ? ['no record'] : values),
];

const taskLines = (tasks: TaskFacts): readonly string[] => [
  ...table([
    ['service', tasks.status],
    ['tasks', `${tasks.running} running, ${tasks.desired} desired, ${tasks.pending} pending`],
    ...(tasks.rollout === undefined ? [] : [['rollout', tasks.rollout] as const]),
    ['stopped', `${tasks.stoppedLastHour} within the last hour`],
    ...(tasks.youngestStartedAt === undefined ? [] : [['youngest', `started ${instantText(tasks.youngestStartedAt)}`] as const]),
    ...(tasks.lastStop === undefined
      ? [] : [['last stop', `${instantText(tasks.lastStop.at)}, ${tasks.lastStop.code}: ${tasks.lastStop.reason}`] as const]),
  ]),
  ...tasks.events.map((event) => `· ${event}`),
];

/** Sentences stand below each other, words in one line. */
const factRows = (name: string, fact: Fact): Pairs => {
  if (typeof fact !== 'object') return [[name, String(fact)]];
  if (!fact.some((text) => text.includes(' '))) return [[name, fact.join(', ')]];
  return fact.map((text, index) => [index === 0 ? name : '', text]);
};

const factLines = (facts: Facts): readonly string[] => table(Object.entries(facts).flatMap(([name, fact]) => factRows(name, fact)));

const stepLines = (steps: readonly Step[]): readonly Line[] => {
  const name = widest(steps.map((step) => step.name));
  const request = widest(steps.map((step) => printable(step.request)));
  return steps.map((step) => {
    const answered = [step.status, step.answeredBy && `from ${answererNames[step.answeredBy]}`].filter((part) => part !== undefined).join(' ');
    return [
      [step.failed === undefined ? 'green' : 'red', step.failed === undefined ? '✓' : '✗'],
      ` ${padEnd(step.name, name)}  ${padEnd(printable(step.request), request)}  ${`${Math.round(step.ms)} ms`.padStart(8)}  ${answered}`,
      ['red', step.failed === undefined ? '' : `  ${step.failed}`],
    ];
  });
};

const outcomeLines = (outcomes: readonly Outcome[]): readonly Line[] => {
  const name = widest(outcomes.map(({ expectation }) => expectation));
  const expected = widest(outcomes.map((outcome) => printable(outcome.expected)));
  return outcomes.map((outcome) => [
    [outcome.ok ? 'green' : 'red', outcome.ok ? '✓' : '✗'],
    ` ${padEnd(outcome.expectation, name)}  expected ${padEnd(printable(outcome.expected), expected)}  `,
    [outcome.ok ? 'none' : 'red', `saw ${outcome.saw}`],
  ]);
};

/** Nothing was judged where the checker could not tell: what it did not see says nothing about the target; what it saw does. */
const judged = ({ observation, outcomes }: Explained): readonly Outcome[] => {
  const failure = observation?.failure;
  return failure !== undefined && failure.partly !== true && isCheckerReason(failure.reason) ? [] : outcomes;
};

const verdictLines = ({ result }: Explained): readonly Line[] => {
  if (result.verdict === 'pass') return [[['green', result.attempts > 1 ? `pass, after ${result.attempts} attempts` : 'pass']]];
  return [
    [[marks[result.verdict].style, `${result.verdict}: ${result.reason}`], '  ', ['gray', reasons[result.reason].meaning]],
    result.detail,
    ...(result.verdict === 'skipped' || result.excerpt === undefined ? [] : [['“', result.excerpt, '”']]),
  ];
};

const phasesTitle = ({ address, reused, response }: Observation): string => [
  'Phases',
  ...(address === undefined ? [] : [`to ${address}`]),
  ...(response === undefined || response.redirects.length === 0 ? [] : ['each the total over all redirects']),
  ...(reused === true ? ['over a connection left open by an earlier request'] : []),
].join(', ');

const section = (title: string, lines: readonly Line[] | undefined): readonly Line[] =>
  (lines === undefined || lines.length === 0 ? [] : ['', [['bold', title]], ...lines.map((line) => ['  ', ...(typeof line === 'string' ? [line] : line)])]);

const observationLines = (seen: Observation, by: string, { now, secrets }: ExplainOptions): readonly Line[] => [
  ...section(phasesTitle(seen), Object.keys(seen.phases).length === 0 ? [] : phaseBars(seen)),
  ...section('Sent', seen.request && requestLines(seen.request)),
  ...section(`Received${by}`, seen.response && responseLines(seen.response, seen.failure === undefined, secrets)),
  ...section('Evidence', seen.failure?.evidence === undefined ? [] : [excerpt(seen.failure.evidence, '', secrets)]),
  ...section('Banner', seen.banner === undefined ? [] : [excerpt(seen.banner, '', secrets)]),
  ...section('Certificate', seen.certificate && certificateLines(seen.certificate, now)),
  ...section('DNS answers', seen.answers && dnsLines(seen.answers)),
  ...section('ECS', seen.tasks && taskLines(seen.tasks)),
  ...section('Facts', seen.facts && factLines(seen.facts)),
  ...section('Steps', seen.steps && stepLines(seen.steps)),
];

export interface ExplainOptions extends Pick<TextOptions, 'colour'> {
  /** Epoch milliseconds. */
  readonly now: number;
  /** Values that must not be shown, besides all that looks like a secret. */
  readonly secrets: readonly string[];
}

/** One check in full, for a terminal: the verdict and its reason's meaning, then all that was sent, seen and expected. */
export const explain = (check: About, explained: Explained, options: ExplainOptions): string => {
  const { result, observation: seen } = explained;
  const { sign, style } = marks[result.verdict];
  const answerer = result.verdict === 'skipped' ? undefined : result.answeredBy;
  const by = answerer === undefined ? '' : `, answered by ${answererNames[answerer]}`;
  const lines: readonly Line[] = [
    [[style, sign], ' ', ['bold', check.name]],
    [['gray', `  ${[check.id, check.service, check.severity, ...circumstances({ check, result })].join(' · ')}`]],
    ...section('Verdict', verdictLines(explained)),
    ...section('Expectations', outcomeLines(judged(explained))),
    ...(seen === undefined ? [] : observationLines(seen, by, options)),
    '',
  ];
  // The one place where text becomes what is shown, whatever it tells. A header stays in one piece, for a secret one is known by its name;
  // quotes are pieces of their own, for a secret header reaches to the end of its line.
  const safe = (text: string): string => printable(redact(text, options.secrets));
  const painted = (line: Line): string =>
    (typeof line === 'string' ? safe(line) : line.map((part) => (typeof part === 'string' ? safe(part) : options.colour(part[0], safe(part[1])))).join(''));
  return lines.map((line) => painted(line).trimEnd()).join('\n');
};
