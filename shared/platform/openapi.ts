import { valueAt } from './value-at.ts';

/** An operation that an OpenAPI document lists. */
export interface Operation {
  readonly method: string;
  /** With path parameters filled in with `example`. */
  readonly path: string;
  /** The path has no parameters. */
  readonly exact: boolean;
}

const methods = ['get', 'post', 'put', 'patch', 'delete'] as const;

/** The operations of an OpenAPI document; none for anything else. https://spec.openapis.org/oas/v3.1.0#paths-object */
export const operationsOf = (document: unknown): readonly Operation[] => {
  const paths = valueAt(document, ['paths']);
  if (typeof paths !== 'object' || paths === null) return [];
  return Object.keys(paths).flatMap((template) => {
    const path = template.replace(/\{[^{}/]*\}/g, 'example');
    if (!/^\/[\w./~:@!$&'()*+,;=%-]*$/.test(path)) return [];
    return methods.filter((method) => valueAt(paths, [template, method]) !== undefined)
      .map((method) => ({ method: method.toUpperCase(), path, exact: path === template }));
  });
};
