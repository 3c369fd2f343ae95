import type { Health } from './report.ts';

/** What a process that checked a platform says of it. 2 is left for wrong usage or a wrong description. */
export const exitCode = (health: Health): 0 | 1 | 3 => ({ healthy: 0, failing: 1, untold: 3 } as const)[health];
