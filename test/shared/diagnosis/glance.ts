import type { Answerer } from '../../../shared/checks/answerer.ts';
import type { Facts } from '../../../shared/checks/observation.ts';
import type { TargetReason } from '../../../shared/checks/reason.ts';
import type { Result } from '../../../shared/checks/result.ts';
import { diagnose } from '../../../shared/diagnosis/diagnose.ts';
import type { CategoryState, Remembered } from '../../../shared/health/category-state.ts';
import type { CategoryName } from '../../../shared/platform/category.ts';
import { blocked, failed, hardSince, ok, passed, remembered, skipped, stateOf, unknown } from '../../fixtures/results.ts';

/** Of an answer, or of what AWS or the target told. */
export interface Saw { readonly status?: number; readonly by?: Answerer; readonly detail?: string; readonly excerpt?: string; readonly facts?: Facts; readonly since?: number }

/** What a check saw. */
export type Glance =
  | 'unknown' | 'skipped' | { readonly blockedBy: string }
  | ({ readonly passes: true } & Saw) | ({ readonly fails: TargetReason } & Saw);

/** By ids of checks. */
export type Glances = Readonly<Record<string, Glance>>;

export const passes = (saw: Saw = {}): Glance => ({ passes: true, ...saw });
export const fails = (reason: TargetReason, saw: Saw = {}): Glance => ({ fails: reason, ...saw });
/** It got another answer than it should have. */
export const got = (status: number, by: Answerer, saw: Saw = {}): Glance => fails('status', { status, by, ...saw });

const answer = ({ status, by, excerpt, facts }: Saw) => ({
  ...(status === undefined ? {} : { status }), ...(by === undefined ? {} : { answeredBy: by }),
  ...(excerpt === undefined ? {} : { excerpt }), ...(facts === undefined ? {} : { facts }),
});

const resultOf = (id: string, glance: Glance): Result => {
  if (glance === 'unknown') return unknown(id);
  if (glance === 'skipped') return skipped(id);
  if ('blockedBy' in glance) return blocked(id, glance.blockedBy);
  if ('passes' in glance) return passed(id, answer(glance));
  const { excerpt, ...rest } = answer(glance);
  return failed(id, { ...rest, reason: glance.fails, detail: glance.detail ?? `seen by ${id}`, ...(excerpt === undefined ? {} : { excerpt }) });
};

/** Services by what ids of generated checks tell of them, the first that fits. */
const services: readonly (readonly [RegExp, string])[] = [
  [/rule-registry-api-mlflow|mlflow-|registration|ecs-mlflow|deployment-mlflow|dependencies\/mlflow/, 'mlflow'],
  [/discovery/, 'discovery'], [/database/, 'database'], [/secrets|rotations/, 'secrets'], [/queue/, 'queue'],
  [/(?:^|[-/])auth-|\/(?:validation|rate-limit|second-key|auth$)|-auth$|listener/, 'auth'],
];
const serviceOf = (id: string): string => services.find(([pattern]) => pattern.test(id))?.[1] ?? 'registry';

export const now = 1_000_000_000;

const memoryOf = (id: string, glance: Glance): Remembered => {
  const since = typeof glance === 'object' && 'fails' in glance ? glance.since ?? now : undefined;
  const role = /^(?:control-plane|telemetry)\/|\/ecs-/.test(id) ? 'warning' : 'user-path';
  return remembered(resultOf(id, glance), since === undefined ? ok : hardSince(since), { service: serviceOf(id), role });
};

/** What the categories of these checks last saw, all of them just now. */
export const states = (glances: Glances, changes: Partial<CategoryState> = {}): readonly CategoryState[] =>
  [...Map.groupBy(Object.entries(glances), ([id]) => id.split('/')[0] as CategoryName)].map(([category, all]) =>
    stateOf(all.map(([id, glance]) => memoryOf(id, glance)), { category, lastRun: now, ...changes }));

/** What is found, each with its confidence. */
export const found = (glances: Glances): readonly string[] => diagnose(states(glances), now).map(({ id, confidence }) => `${id} ${confidence}`);
