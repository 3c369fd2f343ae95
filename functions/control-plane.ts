import { controlPlane } from '../shared/categories/control-plane.ts';
import { categoryHandler } from './category.ts';
import { categories, platform } from './platform.ts';
import { kinds } from './probes.ts';

/** Checks the control-plane category; see `events/control-plane-*.json` for the ways to call it. */
export const handler = categoryHandler({ category: 'control-plane', generate: controlPlane, platform, categories, kinds });
