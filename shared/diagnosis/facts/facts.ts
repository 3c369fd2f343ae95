import { hostNames } from '../asked.ts';
import type { Seen } from '../seen.ts';

/** What is known of the platform at a moment, for rules to ask. */
export interface Facts {
  readonly all: readonly Seen[];
  readonly failing: readonly Seen[];
  /** The check of this id. */
  readonly check: (id: string) => Seen | undefined;
  /** Checks whose id begins so, such as `control-plane/targets-`, that speak for the service, or for any. */
  readonly about: (prefix: string, service?: string) => readonly Seen[];
  /** Checks that are answered at the public host. */
  readonly at: (host: string) => readonly Seen[];
  /** Public hosts of which something is known. */
  readonly hosts: readonly string[];
  /** Services that ECS runs. */
  readonly tasks: readonly string[];
}

const ofTasks = /^(?:infrastructure\/ecs-|control-plane\/deployment-)/;

/** What these checks say together; each check once. */
export const factsOf = (all: readonly Seen[]): Facts => {
  const byId = new Map(all.map((each) => [each.id, each]));
  const byHost = Map.groupBy(all, ({ asked }) => asked.host);
  return {
    all,
    failing: all.filter(({ verdict }) => verdict === 'fail'),
    check: (id) => byId.get(id),
    about: (prefix, service) => all.filter((each) => each.id.startsWith(prefix) && (service === undefined || each.service === service)),
    at: (host) => hostNames.flatMap((name) => (name === host ? byHost.get(name) ?? [] : [])),
    hosts: hostNames.filter((name) => byHost.has(name)),
    tasks: [...new Set(all.filter(({ id }) => ofTasks.test(id)).map(({ service }) => service))],
  };
};
