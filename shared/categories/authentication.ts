import type { Platform } from '../platform/platform.ts';
import type { Draft } from './draft.ts';

/** Twenty checks of keys. */
export const authentication = (_: Platform): readonly Draft[] => [];
