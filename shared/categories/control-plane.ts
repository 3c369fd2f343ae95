import type { Generate } from './checks-of.ts';

/** What AWS says of the platform. */
export const controlPlane: Generate = () => [];
