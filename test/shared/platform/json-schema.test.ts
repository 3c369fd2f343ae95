import { describe, expect, test } from 'vitest';
import { platformJsonSchema } from '../../../shared/platform/json-schema.ts';
import { parts } from '../../../shared/platform/schema.ts';
import { grammar } from './grammar.ts';

const schema = platformJsonSchema(grammar) as { readonly properties: Readonly<Record<string, object>> };

describe('the JSON Schema of the file', () => {
  test('is of the draft of 2020-12, closed, and requires nothing', () => {
    expect(schema).toMatchObject({ $schema: 'https://json-schema.org/draft/2020-12/schema', type: 'object', additionalProperties: false });
    expect(schema).not.toHaveProperty('required');
  });

  test('describes every part', () => {
    expect(Object.keys(schema.properties)).toEqual(Object.keys(parts(grammar)));
    for (const part of Object.values(schema.properties)) expect(part).toHaveProperty('description', expect.stringMatching(/\.$/));
  });

  test('describes the file as it is written, not as it is read', () => {
    expect(schema.properties['timeout']).toMatchObject({ type: 'string', default: '5s' });
  });

  test('is the same each time', () => {
    expect(JSON.stringify(platformJsonSchema(grammar))).toBe(JSON.stringify(schema));
  });
});
