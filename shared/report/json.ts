import { phases } from '../checks/observation.ts';
import type { Facts } from '../checks/observation.ts';
import { reportFormat, type jsonReportSchema } from './json-schema.ts';
import type { CategoryReport, Entry, Report } from './report.ts';

export type JsonReport = ReturnType<ReturnType<typeof jsonReportSchema>['parse']>;
type JsonCheck = JsonReport['categories'][number]['checks'][number];

const iso = (at: number): string => new Date(at).toISOString();
const given = <T extends object>(fields: T): T =>
  Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined)) as T;

const jsonFacts = (facts: Facts | undefined): JsonCheck['facts'] =>
  (facts === undefined ? undefined : Object.fromEntries(Object.entries(facts).map(([name, fact]) => [name, typeof fact === 'object' ? [...fact] : fact])));

/** Every key in a fixed order, whatever the order in the result; what is not known is left out. */
const jsonCheck = ({ check, result, since }: Entry): JsonCheck => {
  const why = result.verdict === 'pass' ? undefined : result;
  const touched = result.verdict === 'skipped' ? undefined : result;
  const timings = touched?.phases;
  return given<JsonCheck>({
    id: check.id,
    name: check.name,
    service: check.service,
    severity: check.severity,
    verdict: result.verdict,
    reason: why?.reason,
    phase: why?.phase,
    detail: why?.detail,
    excerpt: why?.excerpt,
    prerequisite: result.verdict === 'blocked' ? result.prerequisite : undefined,
    since: since === undefined ? undefined : iso(since),
    startedAt: touched?.startedAt === undefined ? undefined : iso(touched.startedAt),
    totalMs: touched?.totalMs,
    phases: timings === undefined ? undefined : given(Object.fromEntries(phases.map((phase) => [phase, timings[phase]]))),
    address: touched?.address,
    answeredBy: touched?.answeredBy,
    status: touched?.status,
    facts: jsonFacts(touched?.facts),
    attempts: touched?.attempts,
    afterRetry: result.verdict === 'pass' ? result.afterRetry : undefined,
    timingSuspect: touched?.timingSuspect,
  });
};

const jsonCategory = ({ category, score, entries }: CategoryReport): JsonReport['categories'][number] => ({
  category,
  score: {
    passed: score.passed,
    applicable: score.applicable,
    unknown: score.unknown,
    percent: score.percent === null ? null : Number(score.percent.toFixed(1)),
  },
  checks: entries.map(jsonCheck),
});

/** The report in its published form, `docs/report.schema.json`. */
export const toJson = (report: Report): JsonReport => ({
  schema: reportFormat,
  environment: report.environment,
  vantage: report.vantage,
  generatedAt: iso(report.generatedAt),
  health: report.health,
  categories: report.categories.map(jsonCategory),
});

/** The same as indented text. */
export const json = (report: Report): string => `${JSON.stringify(toJson(report), null, 2)}\n`;
