import { readPlatform } from '../shared/description.ts';

const read = await readPlatform(process.env['HOKUSAI_PLATFORM'] ?? 'platform.yml');
if (!('platform' in read)) throw new Error(read.text);

/** The described platform. From source it is read from its file; the build replaces this file by the data, so that no Lambda validates. */
export const { platform } = read;
