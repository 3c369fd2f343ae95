import { Option } from 'commander';
import type { Platform } from '../../shared/platform/platform.ts';
import { readPlatform } from '../../shared/description.ts';
import { UsageError } from '../usage-error.ts';

/** The option that names the description, the same for every command. */
export const platformOption = (): Option =>
  new Option('--platform <file>', 'the described platform').env('HOKUSAI_PLATFORM').default('platform.yml');

/** The described platform. Throws UsageError with every fault of the description. */
export const platformFrom = async (file: string): Promise<Platform> => {
  const read = await readPlatform(file);
  if ('platform' in read) return read.platform;
  throw new UsageError(read.text);
};
