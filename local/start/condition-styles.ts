import type { ServiceCondition } from '../../shared/health/service-state.ts';
import type { Style } from '../../shared/report/layout.ts';

export const conditionStyles: Readonly<Record<ServiceCondition, Style>> = {
  'operational': 'green', 'degraded': 'yellow', 'down': 'red', 'unknown': 'magenta', 'not-deployed': 'gray',
};
