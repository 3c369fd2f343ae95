import type { Evaluation } from './evaluation.ts';
import type { Incident } from './incident.ts';

/** The incident that somebody speaks of, by one of its numbers or as the only one; or why it is not there. */
export const openIncident = ({ incident }: Pick<Evaluation, 'incident'>, number: number | undefined): Incident | { readonly refused: string } => {
  if (incident === undefined) return { refused: 'There is no open incident.' };
  if (number === undefined || incident.keys.includes(number)) return incident;
  return { refused: `Incident #${number} is not open; the open one is ${incident.keys.map((key) => `#${key}`).join(', ')}.` };
};
