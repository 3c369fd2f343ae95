import { incidentHandler } from './incident-handler.ts';
import { categories, platform } from './platform.ts';

/** What people do to incidents, and trials; see `events/incident-*.json` for the ways to call it. */
export const handler = incidentHandler({ platform, categories });
