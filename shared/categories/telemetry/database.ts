import type { Platform } from '../../platform/platform.ts';
import { windows } from './balancer-queries.ts';
import type { Part, Query } from './part.ts';

/** Minutes of ten for which RDS has to have counted. */
const fewest = 5;

const noMaximum = 'CloudWatch does not tell how many connections there can be, and neither does the description (database.maxConnections)';

/** How many of the connections that there can be were used at most. RDS publishes the number every minute. */
export const database = ({ database: described, thresholds }: Platform): Part => {
  const instance = described?.instance;
  if (instance === undefined) return { queries: [], drafts: () => [] };
  const maximum = described?.maxConnections;
  const used = (id: string, stat: string): Query => ({
    id, metric: { namespace: 'AWS/RDS', name: 'DatabaseConnections', dimensions: { DBInstanceIdentifier: instance }, stat }, period: windows.ten,
  });
  const share: Query = { id: 'database_share', expression: `100 * database_connections / ${maximum ?? 1}`, period: windows.ten };
  return {
    queries: maximum === undefined ? [] : [used('database_connections', 'Maximum'), used('database_samples', 'SampleCount'), share],
    drafts: (measured) => [{
      slug: 'database-connections', name: 'The database has connections left', service: 'database', role: 'warning',
      probe: measured({ show: 'database_share', count: 'database_samples', window: windows.ten, least: fewest, unit: 'percent' }),
      expect: { facts: { value: { lte: thresholds.databaseConnections, words: { called: 'connections in use', unit: '%' } } } },
      ...(maximum === undefined ? { skip: noMaximum } : {}),
    }],
  };
};
