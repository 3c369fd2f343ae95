/** Numbers stay as they are written, with all their digits. */
const asWritten = (_: string, value: unknown, context?: { readonly source?: string }): unknown =>
  (typeof value === 'number' ? context?.source ?? value : value);

/** The parser's own message quotes the text, which is the secret. */
const parsed = (secret: string): unknown => {
  try {
    return JSON.parse(secret, asWritten);
  } catch {
    return undefined;
  }
};

/**
 * A field of a secret that is a JSON object, as the text that a task gets of it: also of a number, true and false. Everything else is no
 * value, and what is no JSON object has no fields.
 */
export const secretField = (secret: string, name: string): string | undefined => {
  const whole = parsed(secret);
  if (typeof whole !== 'object' || whole === null || Array.isArray(whole) || !Object.hasOwn(whole, name)) return undefined;
  const value: unknown = Reflect.get(whole, name);
  return typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean' ? String(value) : undefined;
};

/** White space alone is no value. */
export const isValue = (text: string | undefined): text is string => text !== undefined && text.trim() !== '';
