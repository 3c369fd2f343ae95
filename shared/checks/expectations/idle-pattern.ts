import { fits } from './trial.ts';

/** Answers as different as they come: what fits all of them fits everything. */
const anyAnswers = [
  '', 'x', ' \n', '{"a":[1]}', '<html>\n<p>Zürich</p>\n</html>', '\u0001~#0', 'not found', 'ok', '"A"', '[Éß]\r\n', '-7.', '\uFFFD!',
];

/** Longer than most answers. Made when needed: this file is loaded to judge answers, too. */
const everyCharacter = (): string => Array.from({ length: 0x1_00_00 }, (_, code) => String.fromCharCode(code)).join('').repeat(2);

/** Negations and counts can leave out just the answer that is not among those. */
const selective = /\(\?<?!|\[\^(?!\])|\{\d/;
/** What looks at the text around it; without that, what fits nothing at all fits anywhere. */
const assertion = /(?<!\[)\^|\$|\\b|\(\?<?[=!]/i;

/** Whether a pattern is found in every answer. In doubt it is not. */
export const matchesEverything = (source: string): boolean => {
  try {
    if (!anyAnswers.every((answer) => fits(source, answer))) return false;
    return !assertion.test(source) || (!selective.test(source) && fits(source, everyCharacter()));
  } catch {
    return false;
  }
};

/** One item of a pattern, and how often: an escape, a class, a negation of the empty text, or a single character. */
const item = /(\\(?:[1-9]\d*|k<[^>]*>|[^])|\[(?:\\[^]|[^\]\\])*\]|\(\?<?!\)|[^])([?*+]|\{\d+(?:,\d*)?\})?\??/g;
const nowhere: ReadonlySet<string> = new Set(['[]', '(?!)', '(?<!)']);
/** Assertions, and repetitions of groups that may have been empty. */
const takesNothing = /^(?:\\[bBk1-9]|\^$|\$$)/;

/**
 * Whether a pattern is found in no answer, because each of its alternatives asks, outside groups, for a character that is none, for the
 * beginning after something or for something after the end. In doubt it is not.
 */
export const matchesNothing = (source: string): boolean => {
  let depth = 0;
  let [taken, ended, impossible] = [false, false, false];
  for (const [, what = '', times = '+'] of source.matchAll(item)) {
    if (what === '(') depth += 1;
    else if (what === ')') depth -= 1;
    else if (depth > 0 || times !== '+') continue;
    else if (what === '|') {
      if (!impossible) return false;
      [taken, ended, impossible] = [false, false, false];
    } else {
      const takes = !takesNothing.test(what);
      impossible ||= nowhere.has(what) || (what === '^' && taken) || (takes && ended);
      taken ||= takes;
      ended ||= what === '$';
    }
  }
  return impossible;
};
