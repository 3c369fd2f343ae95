import type { Evaluation } from '../../alerts/evaluation.ts';
import type { Note } from '../../alerts/note.ts';
import type { CategoryState } from '../../health/category-state.ts';
import type { Service } from '../../platform/platform.ts';

/** What messages name of the described platform. */
export interface PlatformFacts {
  readonly environment: string;
  /** AWS region, such as `us-east-1`. */
  readonly region: string;
  /** The ECS services behind each service, by the name under which people know it. */
  readonly resources: Readonly<Record<string, readonly Service[]>>;
  /** Identifier of the RDS instance of the service `database`. */
  readonly databaseInstance?: string;
  /** Addresses to look at, by what they are for people, such as `status page`. */
  readonly links?: Readonly<Record<string, string>>;
  /** What people feel when a service is down, in the description's own words, one sentence each. */
  readonly impact?: Readonly<Record<string, string>>;
}

/** All that a message is made of: the note, and what is known as it is sent. */
export interface Letter {
  readonly note: Note;
  readonly facts: PlatformFacts;
  /** Absent: it cannot be read. */
  readonly evaluation?: Evaluation;
  readonly states: readonly CategoryState[];
}

/** A message as SNS takes it: an ASCII subject of under 100 characters, and the body. */
export interface Message {
  readonly subject: string;
  readonly body: string;
}

/** `minimal`: the least that can be said, for when the full message was refused. */
export type Size = 'full' | 'minimal';
