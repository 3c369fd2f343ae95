import { expect } from 'vitest';
import type { Message } from '../../local/gateway/sns.ts';
import type { Evaluation } from '../../shared/alerts/evaluation.ts';
import type { CategoryState } from '../../shared/health/category-state.ts';

/** What a process that was killed left behind. */
export interface Left {
  readonly evaluation: Evaluation | undefined;
  readonly states: readonly CategoryState[];
  readonly messages: readonly Message[];
}

const topicOf = ({ topicArn }: Message): string => topicArn.split(':').at(-1) ?? '';
/** The number of a message's note, by which its subject ends. */
const numberOf = ({ subject = '' }: Message): number => Number(/#(\d+)\]$/.exec(subject)?.[1]);
const waiting = (evaluation: Evaluation | undefined, audience: string): readonly number[] =>
  evaluation?.queues[audience]?.notes.map(({ id }) => Number(id.split('#')[1])) ?? [];

/**
 * Looks at what is remembered and published after each death, and holds it to what is promised. `topics` are those of the audiences, by name.
 */
export const createAuditor = (topics: Readonly<Record<string, string>>) => {
  let before: Left = { evaluation: undefined, states: [], messages: [] };
  /** Notes that were seen to wait, by audience. */
  const owed = new Map(Object.keys(topics).map((audience) => [audience, new Set<number>()]));
  const sent = ({ messages }: Left, audience: string): readonly number[] => messages.filter((each) => topicOf(each) === topics[audience]).map(numberOf);

  return {
    /** After one more death: nothing runs backwards. */
    looksAt: (left: Left): void => {
      const { version = 0, notes = 0, incidents = 0 } = before.evaluation ?? {};
      expect(left.evaluation?.version ?? 0).toBeGreaterThanOrEqual(version);
      expect(left.evaluation?.notes ?? 0).toBeGreaterThanOrEqual(notes);
      expect(left.evaluation?.incidents ?? 0).toBeGreaterThanOrEqual(incidents);
      for (const { category, lastRun } of before.states) {
        expect(left.states.find((each) => each.category === category)?.lastRun).toBeGreaterThanOrEqual(lastRun);
      }
      expect(left.messages.slice(0, before.messages.length)).toEqual(before.messages);
      for (const [audience, numbers] of owed) waiting(left.evaluation, audience).forEach((number) => numbers.add(number));
      before = left;
    },
    /** When nothing waits any more, after so many deaths. Gives how many copies came twice. */
    concludes: (deaths: number): number => {
      let copies = 0;
      for (const [audience, numbers] of owed) {
        expect(waiting(before.evaluation, audience)).toEqual([]);
        const all = sent(before, audience);
        const first = [...new Set(all)];
        expect(all.filter(Number.isNaN)).toEqual([]);
        expect(first, `${audience} hears in order`).toEqual(first.toSorted((a, b) => a - b));
        expect(all.length - first.length, `${audience} hears a second copy only after a death`).toBeLessThanOrEqual(deaths);
        copies += all.length - first.length;
        // One that waited was told, or went into the next one that was made.
        const last = Math.max(0, ...first);
        for (const number of numbers) expect(first.includes(number) || number < last, `${audience} is told of ${number}`).toBe(true);
      }
      return copies;
    },
    /** Pager messages as they came: each key opened before it is closed, and afterwards left alone. Gives the keys that stay open. */
    pages: (): readonly string[] => {
      const state = new Map<string, { readonly value: string; readonly number: number }>();
      for (const message of before.messages.filter((each) => topicOf(each) === topics['pager'])) {
        const { AlarmName: key, NewStateValue: value } = JSON.parse(message.body) as { readonly AlarmName: string; readonly NewStateValue: string };
        const was = state.get(key);
        const number = numberOf(message);
        if (was?.number === number) continue;
        if (value === 'OK') expect(was?.value, `${key} was opened before it was closed`).toBe('ALARM');
        else expect(was?.value, `${key} stays closed`).not.toBe('OK');
        state.set(key, { value, number });
      }
      return [...state].filter(([, { value }]) => value === 'ALARM').map(([key]) => key);
    },
  };
};
