/** The categories of checks, each one scheduled run, with the default milliseconds between two runs. */
export const categories = {
  infrastructure: { everyMs: 60_000 },
  endpoints: { everyMs: 60_000 },
  routing: { everyMs: 300_000 },
} as const satisfies Record<string, { everyMs: number }>;

export type CategoryName = keyof typeof categories;
export const categoryNames = Object.keys(categories) as CategoryName[];
