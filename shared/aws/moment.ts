/** A moment as facts tell it, ISO 8601 in UTC: `2025-08-05T06:12:03Z`. */
export const moment = (at: Date | number): string => `${new Date(at).toISOString().slice(0, 19)}Z`;
