import type { Generate } from './checks-of.ts';
import { database } from './dependencies/database.ts';

/** What the platform stands on: one check of each thing that is described. */
export const dependencies: Generate = (platform) => [...database(platform)];
