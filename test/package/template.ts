import type { Resource } from './package-service.ts';

export interface Statement {
  readonly Effect: string;
  readonly Action: readonly string[];
  readonly Resource: unknown;
  readonly Condition?: unknown;
}

interface Policy {
  readonly PolicyName: string;
  readonly PolicyDocument: { readonly Statement: readonly Statement[] };
}

type Resources = Readonly<Record<string, Resource>>;

/** Resources of a type, by logical id. */
export const ofType = (resources: Resources, type: string): readonly (readonly [id: string, properties: Resource['Properties']])[] =>
  Object.entries(resources).filter(([, resource]) => resource.Type === type).map(([id, resource]) => [id, resource.Properties]);

/** Everything a role allows. */
export const statementsOf = (resources: Resources, role: string): readonly Statement[] =>
  ((resources[role]?.Properties['Policies'] ?? []) as readonly Policy[]).flatMap((policy) => policy.PolicyDocument.Statement);
