import type { Platform } from '../../shared/platform/platform.ts';

/** Where the environment names no region, as a deployment's does, AWS is asked in the one described. */
export const useRegion = ({ region }: Platform): void => {
  process.env['AWS_REGION'] ||= region;
};
