import { infrastructure } from '../shared/categories/infrastructure.ts';
import { categoryHandler } from './category.ts';
import { categories, platform } from './platform.ts';
import { kinds } from './probes.ts';

/** Checks the infrastructure category; see `events/infrastructure-*.json` for the ways to call it. */
export const handler = categoryHandler({ category: 'infrastructure', generate: infrastructure, platform, categories, kinds });
