import { firstEvaluation } from '../../shared/alerts/evaluation.ts';
import type { CategoryState } from '../../shared/health/category-state.ts';
import type { ServiceState } from '../../shared/alerts/evaluation.ts';
import type { Incident } from '../../shared/alerts/incident.ts';
import type { CategoryName } from '../../shared/platform/category.ts';
import { entriesOfStates } from '../../shared/report/from-states.ts';
import { report, type Report } from '../../shared/report/report.ts';
import type { Datum } from '../gateway/cloudwatch.ts';
import type { Stage } from './stage.ts';
import type { ToldMessage } from './told.ts';

/** A service's state, and whether a failure that could make it worse waits for its second run. */
export type SeenService = ServiceState & {
  readonly service: string;
  readonly confirming: boolean;
};

/** What people see of the stage at one moment: on the screen and on the page, from the same memory. */
export interface View {
  /** Epoch milliseconds. */
  readonly now: number;
  readonly report: Report;
  readonly services: readonly SeenService[];
  readonly runs: readonly Pick<CategoryState, 'category' | 'lastRun' | 'everyMs'>[];
  /** Categories that are being checked at this moment. */
  readonly checking: readonly CategoryName[];
  /** Audiences whose topic refuses for good: since when, and what it says. */
  readonly refusing: readonly { readonly audience: string; readonly at: number; readonly why: string }[];
  /** The platform's own, of which people are told. */
  readonly open?: Incident;
  /** Newest first. */
  readonly messages: readonly ToldMessage[];
  /** The last value of each published metric, by name. */
  readonly metrics: readonly Datum[];
  /** The lab's incident that is switched on. */
  readonly incident?: string;
  /** The incident that comes once it is known what was there before it. */
  readonly checkingBefore?: string;
}

const shown = 8;

/** Services in the order in which the report first names them. */
const inOrderOf = (report: Report, states: readonly CategoryState[], services: Readonly<Record<string, ServiceState>>): View['services'] => {
  const named = new Set(report.categories.flatMap(({ entries }) => entries.map(({ check }) => check.service)));
  const soft = states.flatMap(({ checks }) => checks.filter(({ state, role }) => state.state === 'soft' && role !== 'warning'));
  const unsettled = new Set(soft.map(({ service }) => service));
  return [...named].flatMap((service) => {
    const state = services[service];
    return state === undefined ? [] : [{ service, ...state, confirming: state.state !== 'down' && unsettled.has(service) }];
  });
};

/** A metric of a check goes by that check, too. */
const latest = (metrics: readonly Datum[]): readonly Datum[] => {
  const last = new Map(metrics.map((datum) => [`${datum.name} ${datum.dimensions['Check'] ?? ''}`, datum]));
  return [...last].toSorted(([a], [b]) => (a < b ? -1 : 1)).map(([, datum]) => datum);
};

/** `checkingBefore`: the id of the incident before which the lab is being checked. */
export const viewOf = async (
  { store, gateway, lab, checking, readBy, platform: { environment, vantage } }: Stage, checkingBefore?: string,
): Promise<View> => {
  const [states, evaluation = firstEvaluation] = await Promise.all([store.states(), store.evaluation()]);
  const incident = lab.active();
  const now = Date.now();
  const seen = report({ environment, vantage, generatedAt: now }, entriesOfStates(states));
  return {
    now,
    report: seen,
    services: inOrderOf(seen, states, evaluation.services),
    checking: checking(),
    runs: states.map(({ category, lastRun, everyMs }) => ({ category, lastRun, everyMs })),
    refusing: Object.entries(evaluation.queues).flatMap(([audience, { refused }]) => (refused === undefined ? [] : [{ audience, ...refused }])),
    ...(evaluation.incident === undefined ? {} : { open: evaluation.incident }),
    messages: gateway.published().slice(-shown).map(readBy).toReversed(),
    metrics: latest(gateway.metrics()),
    ...(incident === undefined ? {} : { incident }),
    ...(checkingBefore === undefined ? {} : { checkingBefore }),
  };
};
