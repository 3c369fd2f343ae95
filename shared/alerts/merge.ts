import { mergeCauses } from './cause.ts';
import type { Note, ServiceChange } from './note.ts';

type Of<Kind extends Note['kind']> = Extract<Note, { kind: Kind }>;

const united = (one: readonly string[] = [], other: readonly string[] = []): readonly string[] => [...new Set([...one, ...other])];

const mergeChange = (first: ServiceChange | undefined, second: ServiceChange): ServiceChange => {
  if (first === undefined) return second;
  const { from: _, flapping: __, ...later } = second;
  const flapping = united(first.flapping, second.flapping);
  return { ...first, ...later, ...(first.from !== undefined && { from: first.from }), since: first.since, ...(flapping.length > 0 && { flapping }) };
};

const mergeChanges = (first: readonly ServiceChange[], second: readonly ServiceChange[]): readonly ServiceChange[] => {
  const changes = new Map(first.map((change) => [change.service, change]));
  for (const change of second) changes.set(change.service, mergeChange(changes.get(change.service), change));
  return [...changes.values()];
};

/** Whether both tell of the same incident, under the same key: another key has to be opened by itself. */
const isSame = (first: Of<'opened' | 'worsened' | 'cause' | 'reminder' | 'acknowledged'>, second: Extract<Note, { incident: unknown }>): boolean =>
  first.incident.keys.join() === second.incident.keys.join();

/** The incident itself says what its cause is. */
const withCause = ({ kind, changes }: Of<'opened' | 'worsened'>, second: Of<'cause'>): Note => {
  const { causes: _, ...rest } = second;
  return { ...rest, kind, changes };
};

const scoreBefore = (first: Note, second: Note) => {
  const before = first.scoreBefore ?? second.scoreBefore;
  return before === undefined ? {} : { scoreBefore: before };
};

const followed = (first: Note, second: Note): Note | undefined => {
  switch (second.kind) {
    case 'opened':
    case 'trial':
    case 'undeliverable':
    case 'deliverable':
      return undefined;
    case 'worsened':
      if (first.kind === 'opened' || first.kind === 'worsened') {
        return isSame(first, second) ? { ...second, kind: first.kind, changes: mergeChanges(first.changes, second.changes) } : undefined;
      }
      return (first.kind === 'reminder' || first.kind === 'cause') && isSame(first, second) ? second : undefined;
    case 'cause':
      if ((first.kind === 'opened' || first.kind === 'worsened') && isSame(first, second)) return withCause(first, second);
      if (first.kind === 'cause' && isSame(first, second)) return { ...second, causes: mergeCauses(first.causes, second.causes) };
      return first.kind === 'reminder' && isSame(first, second) ? second : undefined;
    case 'reminder':
    case 'acknowledged':
      if (first.kind === 'cause' && isSame(first, second)) return { ...second, kind: first.kind, causes: first.causes };
      if ((first.kind === 'opened' || first.kind === 'worsened') && isSame(first, second)) return { ...second, kind: first.kind, changes: first.changes };
      return (first.kind === 'reminder' || first.kind === second.kind) && isSame(first, second) ? second : undefined;
    case 'resolved':
      if (first.kind === 'opened' && isSame(first, second)) return { ...second, kind: 'opened', changes: first.changes, resolvedAt: second.at };
      return (first.kind === 'worsened' || first.kind === 'cause' || first.kind === 'reminder' || first.kind === 'acknowledged') && isSame(first, second) ? second : undefined;
    case 'score-dropped':
      return first.kind === 'score-dropped' ? second : undefined;
    case 'impaired': {
      if (first.kind !== 'impaired') return undefined;
      const [unseen, seen] = [united(first.unseen, second.unseen), united(first.seen, second.seen)];
      return { ...second, unseen: unseen.filter((each) => !second.seen.includes(each)), seen: seen.filter((each) => !second.unseen.includes(each)) };
    }
  }
};

/**
 * What two notes come to that nobody has delivered, the second the newer one; undefined where each has to be told. An incident that is over
 * before anybody was told of it is told once, and what is worse or told again is told as it is now.
 */
export const merge = (first: Note, second: Note): Note | undefined => {
  const one = followed(first, second);
  const remark = one?.kind === first.kind ? first.remark : undefined;
  return one && { ...(remark !== undefined && { remark }), ...one, ...scoreBefore(first, second), ...(first.omitted !== undefined && { omitted: first.omitted }) };
};
