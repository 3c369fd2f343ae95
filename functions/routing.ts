import { routing } from '../shared/categories/routing.ts';
import { categoryHandler } from './category.ts';
import { categories, platform } from './platform.ts';
import { kinds } from './probes.ts';

/** Checks the routing category; see `events/routing-*.json` for the ways to call it. */
export const handler = categoryHandler({ category: 'routing', generate: routing, platform, categories, kinds });
