import { didYouMean } from '../closest.ts';
import type { Path } from '../fault.ts';
import type { Platform } from '../platform.ts';
import { knownServices } from './known-services.ts';
import type { Rule } from './rule.ts';

interface Named { readonly path: Path; readonly at?: 'key'; readonly name: string }

const listed = (path: Path, services: readonly string[] = []): readonly Named[] =>
  services.map((name, at) => ({ path: [...path, 'services', at], name }));

/** Where the parts of a description name services that are checked, besides the checks. */
const namedIn = ({ maintenance, audiences, impact = {} }: Platform): readonly Named[] => [
  ...maintenance.flatMap(({ services }, index) => listed(['maintenance', index], services)),
  ...Object.entries(audiences).flatMap(([audience, { services }]) => listed(['audiences', audience], services)),
  ...Object.keys(impact).map((name): Named => ({ path: ['impact', name], at: 'key', name })),
];

/** Maintenance, an audience or an impact of a service that no check speaks for: nothing would be muted, nobody told, nothing said. */
export const unknownService: Rule = (described) => {
  const known = knownServices(described);
  if (known === undefined) return [];
  return namedIn(described.platform).flatMap(({ name, ...place }) => {
    // What is left of a list is no longer where it was.
    if (known.includes(name) || described.faulty.has(String(place.path[0]))) return [];
    return [{
      ...place, found: `"${name}", which no check speaks for`,
      allowed: known.length === 0 ? 'a service that is checked' : known.join(', '), hint: didYouMean(name, known),
    }];
  });
};
