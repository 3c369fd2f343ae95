/** Names under which people know the services behind the described ECS services. */
const known: ReadonlyMap<string, string> = new Map([['api', 'registry']]);

/** The service that a described ECS service speaks for. */
export const serviceNamed = (id: string): string => known.get(id) ?? id;
