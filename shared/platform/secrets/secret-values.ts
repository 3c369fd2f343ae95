/** Whether a key says of itself that it is to be refused: a check may send one to see that it is. */
export const isBadOnPurpose = (value: string): boolean => /(?<![a-z0-9])(?:invalid|garbage|bad)(?![a-z0-9])/i.test(value);

/** No word that people write: letters and digits. */
export const isMixed = (value: string): boolean => value.length > 5 && /[A-Za-z]/.test(value) && /[0-9]/.test(value);

export const isLongOrMixed = (value: string): boolean => value.length > 7 || isMixed(value);

/** Long, without spaces, letters and digits. */
export const looksRandom = (value: string): boolean => /^(?=.*[A-Za-z])(?=.*[0-9])[^\s<>{}]{16,}$/.test(value);

/** No name that people give. What AWS has named may look so, too. */
export const generated = new RegExp([
  '(?<![A-Za-z0-9])(?=[A-Za-z0-9]{16})(?=[A-Za-z]*[0-9])(?=[0-9]*[A-Za-z])(?=(?:[A-Za-z]*[0-9]){4})',
  '(?<!arn:[^\\s"\']{0,200})[A-Za-z0-9]+',
].join(''));
