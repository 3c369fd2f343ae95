/**
 * Whether a text fits a pattern: `*` stands for any characters, also none, `?` for exactly one. Takes time that grows with the product
 * of the lengths at most, whatever the pattern.
 */
export const fitsWildcard = (pattern: string, text: string): boolean => {
  let [at, star, resume] = [0, -1, 0];
  for (let read = 0; read < text.length;) {
    if (pattern[at] === '*') {
      star = at;
      resume = read;
      at += 1;
    } else if (at < pattern.length && (pattern[at] === '?' || pattern[at] === text[read])) {
      at += 1;
      read += 1;
    } else if (star >= 0) {
      // The last star takes one character more.
      at = star + 1;
      resume += 1;
      read = resume;
    } else {
      return false;
    }
  }
  return /^\**$/.test(pattern.slice(at));
};
