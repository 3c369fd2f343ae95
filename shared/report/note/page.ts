import { isOver } from './in-trouble.ts';
import { keysOf, openKey, ownKey } from './key.ts';
import type { Letter } from './letter.ts';

/** One thing that a pager is to do under a key. */
export interface Page {
  readonly does: 'open' | 'acknowledge' | 'close';
  readonly key: string;
}

/**
 * What a note asks of a pager, in order. The last key is opened, and opened again when it worsens, when a cause is found and by reminders, which wakes nobody twice; at
 * the end every key is closed, also of an incident that was over before it was told. A lost audience is opened, and closed once it takes messages again; a trial closes
 * itself. What is only the checker's own trouble, and a drop of the score without a service that suffers, never pages.
 */
export const pagesOf = (letter: Letter): readonly Page[] => {
  const { note, facts: { environment } } = letter;
  const eachKey = (does: Page['does']): readonly Page[] => ('incident' in note ? keysOf(note.incident, environment).map((key) => ({ does, key })) : []);
  switch (note.kind) {
    case 'opened':
    case 'worsened':
    case 'cause':
    case 'reminder': {
      if (isOver(note)) return eachKey('close');
      const key = openKey(note.incident, environment);
      return [{ does: 'open', key }, ...(note.incident.acknowledged === undefined ? [] : [{ does: 'acknowledge', key } as const])];
    }
    case 'acknowledged':
      return eachKey('acknowledge');
    case 'resolved':
      return eachKey('close');
    case 'undeliverable':
      return [{ does: 'open', key: ownKey(letter, 'undeliverable') }];
    case 'deliverable':
      return [{ does: 'close', key: ownKey(letter, 'undeliverable') }];
    case 'trial':
      return [{ does: 'open', key: ownKey(letter, 'trial') }, { does: 'close', key: ownKey(letter, 'trial') }];
    case 'score-dropped':
    case 'impaired':
      return [];
  }
};
