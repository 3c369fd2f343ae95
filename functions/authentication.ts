import { authentication } from '../shared/categories/authentication.ts';
import { categoryHandler } from './category.ts';
import { categories, platform } from './platform.ts';
import { kinds } from './probes.ts';

/** Checks the authentication category; see `events/authentication-*.json` for the ways to call it. */
export const handler = categoryHandler({ category: 'authentication', generate: authentication, platform, categories, kinds });
