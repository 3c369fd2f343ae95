import { registration } from '../shared/categories/registration.ts';
import { categoryHandler } from './category.ts';
import { categories, platform } from './platform.ts';
import { kinds } from './probes.ts';

/** Checks the registration category; see `events/registration-*.json` for the ways to call it. */
export const handler = categoryHandler({ category: 'registration', generate: registration, platform, categories, kinds });
