/** The loopback address of the target of that number, so that each is a host of its own. */
export const addressOf = (index: number): string => `127.0.${1 + (index >> 8)}.${index & 255}`;
