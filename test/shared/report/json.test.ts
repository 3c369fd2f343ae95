import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import * as z from 'zod';
import type { Result } from '../../../shared/checks/result.ts';
import { json, toJson } from '../../../shared/report/json.ts';
import { publishedReportSchema } from '../../../shared/report/json-schema.ts';
import { failed, mixed, passed, reportOf } from '../../fixtures/entries.ts';

const published = async () => JSON.parse(await readFile(join(import.meta.dirname, '../../../docs/report.schema.json'), 'utf8')) as z.core.JSONSchema.JSONSchema;

describe('the report as JSON', () => {
  it('says all that is known of a failure, in a fixed order', () => {
    expect(json(reportOf(failed('infrastructure/registry')))).toBe(`{
  "schema": "hokusai-health/report/1",
  "environment": "production",
  "vantage": "main",
  "generatedAt": "2025-08-05T07:12:03.000Z",
  "health": "failing",
  "categories": [
    {
      "category": "infrastructure",
      "score": {
        "passed": 0,
        "applicable": 1,
        "unknown": 0,
        "percent": 0
      },
      "checks": [
        {
          "id": "infrastructure/registry",
          "name": "infrastructure/registry",
          "service": "registry",
          "severity": "critical",
          "verdict": "fail",
          "reason": "status",
          "phase": "firstByte",
          "detail": "expected status 200-299, got 502",
          "excerpt": "502 Bad Gateway",
          "since": "2025-08-05T07:02:00.000Z",
          "startedAt": "2025-08-05T07:12:00.000Z",
          "totalMs": 42.25,
          "phases": {
            "dns": 1.25,
            "connect": 2,
            "firstByte": 39
          },
          "address": "10.0.3.7:443",
          "answeredBy": "load-balancer",
          "status": 502,
          "attempts": 4
        }
      ]
    }
  ]
}
`);
  });

  it('gives the score with one decimal, and none where too little is known', () => {
    const { categories } = toJson(mixed());
    expect(categories.map(({ score }) => score)).toEqual([
      { passed: 1, applicable: 3, unknown: 0, percent: 33.3 }, { passed: 4, applicable: 4, unknown: 1, percent: 100 },
    ]);
  });

  it('tells the facts of every check that has some, and is accepted with them', async () => {
    const facts = { status: 'stopped', multiAz: false, healthy: 0, events: ['2025-08-05T07:02:00Z DB instance stopped'] };
    const { result, ...entry } = failed('control-plane/database');
    const told = reportOf({ ...entry, result: { ...result, facts } as Result });
    expect(toJson(told).categories[0]?.checks).toMatchObject([{ id: 'control-plane/database', facts }]);
    const well = passed('control-plane/database');
    expect(toJson(reportOf({ ...well, result: { ...well.result, facts } as Result })).categories[0]?.checks).toMatchObject([{ verdict: 'pass', facts }]);
    expect(toJson(reportOf(failed('control-plane/database'))).categories[0]?.checks[0]).not.toHaveProperty('facts');
    const schema = z.fromJSONSchema(await published());
    expect(schema.safeParse(JSON.parse(json(told))).error).toBeUndefined();
    expect(schema.safeParse(JSON.parse(json(told).replace('"stopped"', 'null'))).success).toBe(false);
  });

  it('is accepted by the published schema, whatever the verdicts', async () => {
    const schema = z.fromJSONSchema(await published());
    expect(schema.safeParse(JSON.parse(json(mixed()))).error).toBeUndefined();
  });

  it('would be refused without a key that is published, or with a verdict that is none', async () => {
    const schema = z.fromJSONSchema(await published());
    const { vantage, ...rest } = toJson(mixed());
    expect(schema.safeParse({ ...rest, vantage }).success).toBe(true);
    expect(schema.safeParse(rest).success).toBe(false);
    expect(schema.safeParse(JSON.parse(json(mixed()).replace('"verdict": "blocked"', '"verdict": "broken"'))).success).toBe(false);
  });

  it('leaves room for keys, categories and reasons that come later', async () => {
    const later = { ...toJson(mixed()), diagnosis: [], categories: [{ ...toJson(mixed()).categories[0], category: 'telemetry' }] };
    expect(z.fromJSONSchema(await published()).safeParse(later).success).toBe(true);
  });

  it('has the published schema (npx health schema report > docs/report.schema.json)', async () => {
    expect(await published()).toEqual(publishedReportSchema(z));
  });
});
