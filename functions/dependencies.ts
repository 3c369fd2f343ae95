import { dependencies } from '../shared/categories/dependencies.ts';
import { categoryHandler } from './category.ts';
import { categories, platform } from './platform.ts';
import { kinds } from './probes.ts';

/** Checks the dependencies category; see `events/dependencies-*.json` for the ways to call it. */
export const handler = categoryHandler({ category: 'dependencies', generate: dependencies, platform, categories, kinds });
