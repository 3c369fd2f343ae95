import type { Evaluation, Queue, Silence } from '../shared/alerts/evaluation.ts';
import type { Incident } from '../shared/alerts/incident.ts';
import type { Ongoing } from '../shared/alerts/mute.ts';
import type { Note } from '../shared/alerts/note.ts';
import type { Published } from '../shared/alerts/published.ts';
import type { Audience } from '../shared/platform/platform.ts';
import { own } from '../shared/platform/own.ts';
import type { Problem } from '../shared/problem.ts';
import type { IncidentEvent } from './incident-event.ts';

/** How an audience stands. Times are epoch milliseconds. */
export interface AudienceState {
  readonly audience: string;
  /** Notes that wait for it, oldest first. */
  readonly waiting: readonly Pick<Note, 'id' | 'kind' | 'at'>[];
  /** Until when a run has the queue to itself. */
  readonly claimedUntil?: number;
  /** Its topic refuses for good: since when, and what it says. */
  readonly refused?: Queue['refused'];
}

/** One attempt to publish a note, and what was answered. */
export interface Attempt {
  readonly audience: string;
  readonly note: string;
  readonly kind: Note['kind'];
  readonly form: 'full' | 'minimal';
  readonly answer: Published;
}

/** What the function of incidents answers. */
export interface IncidentAnswer {
  readonly environment: string;
  /** ISO 8601. */
  readonly at: string;
  readonly action: IncidentEvent['action'];
  readonly did: 'acknowledged' | 'noted' | 'silenced' | 'unsilenced' | 'queued' | 'shown' | 'nothing: it is so already';
  /** The open one. */
  readonly incident?: Incident;
  /** How many there have been. */
  readonly incidents: number;
  readonly services: Evaluation['services'];
  /** What is on now. */
  readonly maintenance: readonly Ongoing[];
  readonly silences: readonly Silence[];
  /** The one that was asked for. */
  readonly silence?: Silence;
  readonly audiences: readonly AudienceState[];
  readonly published: readonly Attempt[];
  readonly problems: readonly Problem[];
}

/** Those that are described, and those of which something is left. */
export const audienceStates = ({ queues }: Evaluation, described: Readonly<Record<string, Audience>>, now: number): readonly AudienceState[] =>
  [...new Set([...Object.keys(described), ...Object.keys(queues)])].map((audience) => {
    const { notes, claim, refused }: Queue = own(queues, audience) ?? { notes: [] };
    return {
      audience,
      waiting: notes.map(({ id, kind, at }) => ({ id, kind, at })),
      ...(claim !== undefined && claim.until > now && { claimedUntil: claim.until }),
      ...(refused !== undefined && { refused }),
    };
  });
