import type { Generate } from './checks-of.ts';
import { cache } from './dependencies/cache.ts';
import { database } from './dependencies/database.ts';
import { discovery } from './dependencies/discovery.ts';
import { queue } from './dependencies/queue.ts';
import { secrets } from './dependencies/secrets.ts';
import { services } from './dependencies/services.ts';

/** What the platform stands on: one check of each thing that is described. */
export const dependencies: Generate = (platform) => [
  ...services(platform), ...database(platform), ...cache(platform), ...discovery(platform), ...secrets(platform), ...queue(platform),
];
