import { grammar, readPlatform } from '../shared/description.ts';
import { categoriesOf } from '../shared/platform/category.ts';

const read = await readPlatform(process.env['HOKUSAI_PLATFORM'] ?? 'platform.yml');
if (!('platform' in read)) throw new Error(read.text);

/** The described platform. From source it is read from its file; the build replaces this file by the data, so that no Lambda validates. */
export const { platform } = read;

/** The categories that have checks; part of the data as well, because a function knows no other category's checks. */
export const categories = categoriesOf(grammar.plan(platform));
