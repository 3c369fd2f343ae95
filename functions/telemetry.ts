import { telemetry } from '../shared/categories/telemetry.ts';
import { categoryHandler } from './category.ts';
import { categories, platform } from './platform.ts';
import { kinds } from './probes.ts';

/** Checks the telemetry category; see `events/telemetry-*.json` for the ways to call it. */
export const handler = categoryHandler({ category: 'telemetry', generate: telemetry, platform, categories, kinds });
