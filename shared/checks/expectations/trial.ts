import { createContext, Script } from 'node:vm';

/** Characters up to which every accepted pattern ends within some hundredths of a second, and is simply tried. */
const short = 8_192;
/** Milliseconds for a longer text: all other checks wait meanwhile. */
const patienceMs = 250;

/** Nothing else can interrupt a regular expression. What runs there is not foreign: the context is only what has a time limit. */
const confine = () => {
  const shared: { trial?: () => boolean } = {};
  const context = createContext(shared);
  const script = new Script('trial()');
  return (trial: () => boolean): boolean => {
    shared.trial = trial;
    try {
      return script.runInContext(context, { timeout: patienceMs }) === true;
    } finally {
      delete shared.trial;
    }
  };
};

let limited: ReturnType<typeof confine> | undefined;

/**
 * Whether a pattern is found in a text. An accepted pattern may still take time that grows with the square of a long answer; what that
 * answer's sender could keep busy for long is given up, by throwing: it tells neither that the pattern is there nor that it is not.
 */
export const fits = (source: string, text: string): boolean => {
  const compiled = new RegExp(source);
  if (text.length <= short) return compiled.test(text);
  try {
    return (limited ??= confine())(() => compiled.test(text));
  } catch (cause) {
    throw new Error(`${text.length} characters were too much, within ${patienceMs} ms, for the pattern /${source}/`, { cause });
  }
};
