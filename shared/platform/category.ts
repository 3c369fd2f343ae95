/**
 * The categories of checks, each one scheduled run, with the default milliseconds between two runs. One that is `early` runs at once,
 * too, when a check of another turns hard: it says what lies behind.
 */
export const categories = {
  'infrastructure': { everyMs: 60_000 },
  'authentication': { everyMs: 60_000 },
  'registration': { everyMs: 900_000, early: true },
  'endpoints': { everyMs: 60_000 },
  'routing': { everyMs: 300_000 },
  'dependencies': { everyMs: 60_000 },
  'control-plane': { everyMs: 300_000, early: true },
  'telemetry': { everyMs: 300_000 },
} as const satisfies Record<string, { everyMs: number; early?: true }>;

export type CategoryName = keyof typeof categories;
export const categoryNames = Object.keys(categories) as CategoryName[];

export const isEarly = (category: CategoryName): boolean => 'early' in categories[category];

/** The categories that some of these checks are of, in their order. One without checks is not run. */
export const categoriesOf = (checks: readonly { readonly category: CategoryName }[]): readonly CategoryName[] =>
  categoryNames.filter((category) => checks.some((check) => check.category === category));

/**
 * The category whose run publishes for the environment: of those with checks the most frequent, the first of them; by its schedule,
 * whatever ran so far. Undefined where nothing is checked.
 */
export const publishingCategory = (
  categories: readonly CategoryName[], schedule: Readonly<Record<CategoryName, number>>,
): CategoryName | undefined => categories.toSorted((a, b) => schedule[a] - schedule[b])[0];
