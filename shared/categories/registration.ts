import type { Generate } from './checks-of.ts';

/** Four stages of the journey of a model. */
export const registration: Generate = () => [];
