import type { PlatformFacts } from './letter.ts';
import { oneLine } from './one-line.ts';

const most = 6;
/** A longer one is no address that people follow. */
const longest = 300;

/** Name and address of each described link that people can follow. */
export const linksOf = ({ links = {} }: PlatformFacts): readonly (readonly [name: string, url: string])[] =>
  Object.entries(links)
    .filter(([, url]) => /^https?:\/\/[^\s/]+\S*$/.test(url) && url.length <= longest && URL.canParse(url) && oneLine(url, longest) === url)
    .slice(0, most)
    .map(([name, url]) => [oneLine(name, 30) || 'link', url]);
