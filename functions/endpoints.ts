import { endpoints } from '../shared/categories/endpoints.ts';
import { categoryHandler } from './category.ts';
import { categories, platform } from './platform.ts';
import { kinds } from './probes.ts';

/** Checks the endpoints category; see `events/endpoints-*.json` for the ways to call it. */
export const handler = categoryHandler({ category: 'endpoints', generate: endpoints, platform, categories, kinds });
