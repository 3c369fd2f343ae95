/** Whether a text is like a pattern of SQL: `%` stands for any text, `_` for one character. `ILIKE` does not tell case apart. */
export function like(operator: string, pattern: string): (text: string) => boolean {
  const literal = pattern.replace(/[\\^$.|?*+()[\]{}]/gu, '\\$&').replace(/%/gu, '.*').replace(/_/gu, '.');
  const expression = new RegExp(`^${literal}$`, operator.toUpperCase() === 'ILIKE' ? 'isu' : 'su');
  return (text) => expression.test(text);
}
