import { phases } from '../checks/observation.ts';
import { verdicts } from '../checks/verdict.ts';
import type { Zod } from '../platform/zod.ts';

/** Name and version of the format. A change that a reader of the old one would stumble over raises the number. */
export const reportFormat = 'hokusai-health/report/1';

const answerers = ['load-balancer', 'proxy', 'application', 'mlflow', 'cdn', 'unknown'] as const;

/** The JSON report: the one source of its type, its check and the published schema. */
export const jsonReportSchema = (z: Zod) => {
  const instant = z.iso.datetime().meta({ description: 'UTC, ISO 8601 with milliseconds.' });
  const count = z.int().nonnegative();
  const ms = z.number().nonnegative();
  const check = z.object({
    id: z.string(),
    name: z.string(),
    service: z.string(),
    severity: z.enum(['critical', 'warning']),
    verdict: z.enum(verdicts),
    reason: z.string().optional().meta({ description: 'One of docs/checks.md, to which more may come. Absent when it passed.' }),
    phase: z.enum(phases).optional().meta({ description: 'Where in the exchange it ended.' }),
    detail: z.string().optional().meta({ description: 'One sentence: what was expected and what was seen.' }),
    excerpt: z.string().optional().meta({ description: 'The beginning of what the target said, redacted.' }),
    prerequisite: z.string().optional().meta({ description: 'Id of the check whose failure blocks this one.' }),
    since: instant.optional(),
    startedAt: instant.optional(),
    totalMs: ms.optional(),
    phases: z.partialRecord(z.enum(phases), ms).optional().meta({ description: 'Milliseconds; they add up to totalMs.' }),
    address: z.string().optional().meta({ description: 'ip:port that was reached, or tried last.' }),
    answeredBy: z.enum(answerers).optional(),
    status: z.int().optional().meta({ description: 'HTTP status code.' }),
    facts: z.record(z.string(), z.union([z.string(), z.number(), z.boolean(), z.array(z.string())])).optional()
      .meta({ description: 'What the target or AWS told of itself, by the names of docs/checks.md, redacted; times are ISO 8601.' }),
    attempts: count.optional().meta({ description: 'How often it was probed in this run.' }),
    afterRetry: z.boolean().optional().meta({ description: 'An attempt failed before this one passed.' }),
    timingSuspect: z.boolean().optional().meta({ description: 'The checker was too busy for its timings to be trusted.' }),
  });
  const category = z.object({
    category: z.string().meta({ description: 'More may come.' }),
    score: z.object({
      passed: count,
      applicable: count.meta({ description: 'Passed, failed and blocked.' }),
      unknown: count,
      percent: z.number().min(0).max(100).nullable()
        .meta({ description: 'One decimal; null when less than 80 % is known. Take differences from the counts.' }),
    }),
    checks: z.array(check),
  });
  return z.object({
    schema: z.literal(reportFormat),
    environment: z.string(),
    vantage: z.string(),
    generatedAt: instant,
    health: z.enum(['healthy', 'failing', 'untold']).meta({ description: 'The exit codes 0, 1 and 3 of `health check`.' }),
    categories: z.array(category),
  }).meta({ title: 'Hokusai Health report' });
};

/** The published schema, `docs/report.schema.json`. It leaves room for more keys, categories and reasons: they break no reader. */
export const publishedReportSchema = (z: Zod): object => z.toJSONSchema(jsonReportSchema(z), { io: 'input' });
