import type { Platform } from '../../platform/platform.ts';
import type { Draft } from '../draft.ts';
import { balancerQueries, windows } from './balancer-queries.ts';
import { loadBalancerDimension } from './dimension.ts';
import type { Measure, Part } from './part.ts';

/** Requests below which a ratio or a percentile says more about chance than about the platform. */
const fewest = 20;

const notMeasured = "CloudWatch's metrics for it are not those of an application load balancer (loadBalancer)";

/** What users got of the load balancer: answers, in time, without errors. */
export const balancer = ({ loadBalancer, hosts, thresholds }: Platform): Part => {
  if (loadBalancer === undefined) return { queries: [], drafts: () => [] };
  const dimension = loadBalancerDimension(loadBalancer);
  // It stands before both hosts; a service of its own that only has warnings would be operational whatever happens.
  const service = hosts.registry !== undefined ? 'registry' : hosts.auth !== undefined ? 'auth' : 'load-balancer';
  const skipped = dimension === undefined ? { skip: notMeasured } : {};
  const drafts = (measured: Measure): readonly Draft[] => ([
    {
      slug: 'availability', name: 'Requests were answered in the last hour',
      probe: measured({ show: 'availability', count: 'requests_hour', window: windows.hour, least: fewest, unit: 'percent' }),
      expect: { facts: { value: { gte: thresholds.availability, words: { called: 'availability', unit: '%' } } } },
    },
    {
      slug: 'response-time', name: 'Targets answered in time in the last ten minutes',
      probe: measured({ show: 'response_time', count: 'responses', window: windows.ten, least: fewest, unit: 'seconds' }),
      expect: { facts: { value: { lte: thresholds.responseMs / 1000, words: { called: 'p95 of the response times', unit: 's' } } } },
    },
    {
      slug: 'error-rate', name: 'Few requests failed in the last ten minutes',
      probe: measured({ show: 'error_rate', count: 'requests_ten', window: windows.ten, least: fewest, unit: 'percent' }),
      expect: { facts: { value: { lte: thresholds.errorRate, words: { called: 'error rate', unit: '%' } } } },
    },
  ] as const).map((draft) => ({ ...draft, service, role: 'warning', ...skipped }));
  return { queries: dimension === undefined ? [] : balancerQueries(dimension), drafts };
};
