import type { Platform } from '../platform/platform.ts';
import type { Draft } from './draft.ts';

/** Eight checks of what the platform stands on. */
export const dependencies = (_: Platform): readonly Draft[] => [];
