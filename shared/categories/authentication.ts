import type { Generate } from './checks-of.ts';

/** Twenty checks of keys. */
export const authentication: Generate = () => [];
