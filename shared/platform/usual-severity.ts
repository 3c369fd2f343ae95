import type { DescribedCheck, Severity } from './platform.ts';

/** How bad it is when a check of this role fails, unless described otherwise. */
export const usualSeverity = (role: DescribedCheck['role']): Severity => (role === 'warning' ? 'warning' : 'critical');
