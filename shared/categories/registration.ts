import type { Platform } from '../platform/platform.ts';
import type { Draft } from './draft.ts';

/** Four stages of the journey of a model. */
export const registration = (_: Platform): readonly Draft[] => [];
