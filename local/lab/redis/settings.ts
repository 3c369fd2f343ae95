/** What is under a key. Times are epoch milliseconds. */
export type Stored =
  | { readonly type: 'list' | 'hash'; readonly length: number }
  | { readonly type: 'stream'; readonly length: number; readonly oldestAt: number };

/** How a Redis server is set up: plain data that it reads anew for each command. */
export interface RedisSettings {
  /** Passwords by user; without one for `default` everybody is let in. */
  readonly users: Readonly<Record<string, string>>;
  /** Commands that a user may not run, in lower case. */
  readonly forbidden: Readonly<Record<string, readonly string[]>>;
  readonly role: 'master' | 'replica';
  /** Of a replica: whether it hears its master. */
  readonly masterLink: 'up' | 'down';
  /** Bytes; 0: as many as there are. */
  readonly maxMemory: number;
  readonly usedMemory: number;
  /** What it does when all of its memory is used, such as `noeviction`. */
  readonly maxMemoryPolicy: string;
  readonly maxClients: number;
  /** Connections that others have. */
  readonly clients: number;
  /** It still reads its data from the disk. */
  readonly loading: boolean;
  /** It takes connections and never answers. */
  readonly silent: boolean;
  /** Lists and streams; texts it keeps by itself. */
  readonly keys: Readonly<Record<string, Stored>>;
  /** Such as `7.0.15`. */
  readonly version: string;
}

export const usualRedis: RedisSettings = {
  users: {}, forbidden: {}, role: 'master', masterLink: 'up', maxMemory: 0, usedMemory: 1_048_576, maxMemoryPolicy: 'noeviction',
  maxClients: 10_000, clients: 0, loading: false, silent: false, keys: {}, version: '7.0.15',
};
