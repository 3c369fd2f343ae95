import { bulk, failed, integer, nothing, simple } from './wire.ts';

/** What this server keeps by itself: texts by key, and until when, epoch milliseconds. */
export type Strings = Map<string, { readonly text: string; readonly until: number }>;

const valid = (strings: Strings, key: string, now: number) => {
  const found = strings.get(key);
  return found === undefined || found.until <= now ? undefined : found;
};

const syntax = failed('ERR syntax error');

/** SET key text [NX] [PX milliseconds], the options in any order. */
const set = (strings: Strings, [key = '', text = '', ...options]: readonly string[], now: number): string => {
  let [until, onlyNew] = [Infinity, false];
  for (let at = 0; at < options.length; at += 1) {
    const option = options[at]?.toUpperCase();
    if (option === 'NX') onlyNew = true;
    else if (option === 'PX') until = now + Number(options[(at += 1)]);
    else return syntax;
  }
  if (Number.isNaN(until)) return failed('ERR value is not an integer or out of range');
  if (onlyNew && valid(strings, key, now) !== undefined) return nothing;
  strings.set(key, { text, until });
  return simple('OK');
};

const increment = (strings: Strings, [key = '']: readonly string[], now: number): string => {
  const { text, until } = valid(strings, key, now) ?? { text: '0', until: Infinity };
  if (!/^-?\d+$/.test(text)) return failed('ERR value is not an integer or out of range');
  const count = Number(text) + 1;
  strings.set(key, { text: String(count), until });
  return integer(count);
};

const timeLeft = (strings: Strings, [key = '']: readonly string[], now: number): string => {
  const { until } = valid(strings, key, now) ?? {};
  if (until === undefined) return integer(-2);
  return integer(until === Infinity ? -1 : until - now);
};

const get = (strings: Strings, [key = '']: readonly string[], now: number): string => {
  const { text } = valid(strings, key, now) ?? {};
  return text === undefined ? nothing : bulk(text);
};

const remove = (strings: Strings, keys: readonly string[]): string => integer(keys.filter((key) => strings.delete(key)).length);

interface Command {
  readonly least: number;
  /** A replica refuses it. */
  readonly writes: boolean;
  /** A server without memory refuses it. */
  readonly grows: boolean;
  readonly run: (strings: Strings, words: readonly string[], now: number) => string;
}

/** Commands on texts, by name. `now` is epoch milliseconds. */
export const stringCommands: Readonly<Record<string, Command>> = {
  get: { least: 1, writes: false, grows: false, run: get },
  set: { least: 2, writes: true, grows: true, run: set },
  incr: { least: 1, writes: true, grows: true, run: increment },
  pttl: { least: 1, writes: false, grows: false, run: timeLeft },
  del: { least: 1, writes: true, grows: false, run: remove },
};
