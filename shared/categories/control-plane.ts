import type { Platform } from '../platform/platform.ts';
import type { Draft } from './draft.ts';

/** What AWS says of the platform. */
export const controlPlane = (_: Platform): readonly Draft[] => [];
