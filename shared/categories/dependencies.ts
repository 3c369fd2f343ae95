import type { Generate } from './checks-of.ts';

/** Eight checks of what the platform stands on. */
export const dependencies: Generate = () => [];
