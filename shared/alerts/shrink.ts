import type { Evaluation } from './evaluation.ts';
import type { Note } from './note.ts';

/** The note that still counts its failing checks and names none of them. */
const unnamed = (note: Note): Note => ({ ...note, failing: [], moreFailing: note.moreFailing + note.failing.length });

/**
 * The evaluation with less to store: the oldest waiting note that names failing checks names them no more, for any audience. What
 * changed is kept. Undefined when no note names any.
 */
export const shrink = (evaluation: Evaluation): Evaluation | undefined => {
  const queues = Object.entries(evaluation.queues);
  const naming = queues.flatMap(([, { notes }]) => notes.filter(({ failing }) => failing.length > 0));
  if (naming.length === 0) return undefined;
  const oldest = Math.min(...naming.map(({ at }) => at));
  const lighter = queues.map(([audience, queue]) =>
    [audience, { ...queue, notes: queue.notes.map((note) => (note.at === oldest ? unnamed(note) : note)) }] as const);
  return { ...evaluation, queues: Object.fromEntries(lighter) };
};
