import type { Operation } from './application.ts';

/** The OpenAPI 3.1 document of an application, as FastAPI would write it, in small. */
export function openApi(title: string, operations: readonly Operation[]): unknown {
  const paths: Record<string, Record<string, unknown>> = {};
  for (const { method, path, summary, needsKey } of operations.filter(({ hidden }) => hidden !== true)) {
    const names = [...path.matchAll(/\{(\w+)\}/gu)].flatMap(([, name]) => (name === undefined ? [] : [name]));
    paths[path] = {
      ...paths[path],
      [method.toLowerCase()]: {
        summary,
        parameters: names.map((name) => ({ name, in: 'path', required: true, schema: { type: 'string' } })),
        responses: { 200: { description: 'Successful Response' } },
        ...(needsKey === true ? { security: [{ bearer: [] }, { key: [] }] } : {}),
      },
    };
  }
  const securitySchemes = { bearer: { type: 'http', scheme: 'bearer' }, key: { type: 'apiKey', in: 'header', name: 'X-API-Key' } };
  return { openapi: '3.1.0', info: { title, version: '1.0.0' }, paths, components: { securitySchemes } };
}
