import { serviceName } from './in-trouble.ts';
import type { Letter } from './letter.ts';
import { listed, paragraph } from './lines.ts';
import { oneLine } from './one-line.ts';

const mostReasons = 5;

/** Of what the checker cannot tell, what it says of that, and what it sees again. */
export const unseenLines = ({ note, states }: Letter): readonly string[] => {
  if (note.kind !== 'impaired') return [];
  const why = states.flatMap(({ category, checks }) => checks.flatMap(({ service, result }) =>
    (result.verdict === 'unknown' && note.unseen.includes(`${category}: ${service}`) ? [`- ${result.check}: ${result.reason}. ${result.detail}`] : [])));
  return [
    ...(note.unseen.length === 0 ? [] : [
      '', 'What the checker cannot see',
      ...paragraph(listed(note.unseen.map(serviceName), 300), '  ', 4),
      ...why.slice(0, mostReasons).flatMap((text) => paragraph(oneLine(text, 300), '  ', 3)),
      ...(why.length > mostReasons ? [`  and ${why.length - mostReasons} more`] : []),
      ...paragraph('This is for whoever looks after the checker: its key, its rights or its network. It says nothing about the platform.', '  ', 2),
    ]),
    ...(note.seen.length === 0 ? [] : ['', 'What it sees again', ...paragraph(listed(note.seen.map(serviceName), 300), '  ', 4)]),
  ];
};
