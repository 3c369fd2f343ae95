import type { CategoryName } from '../../shared/platform/category.ts';

/** The categories of which the packaged platform describes checks. */
export const packagedCategories: readonly CategoryName[] = [
  'infrastructure', 'authentication', 'registration', 'endpoints', 'routing', 'dependencies', 'control-plane', 'telemetry',
];
