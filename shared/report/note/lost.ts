import type { IncidentNow } from '../../alerts/note.ts';
import { instantText, spanText } from '../words.ts';
import { servicesOf, serviceName } from './in-trouble.ts';

const monthMs = 30 * 86_400_000;
const ofMonth = (ms: number): string => `${((100 * ms) / monthMs).toFixed(3)} % of 30 days`;

const most = 10;

/** How long each service of an incident was down and degraded until it was well again, one line each, the worst first. */
export const lostLines = (incident: IncidentNow): readonly string[] => {
  const services = servicesOf(incident).toSorted((a, b) => b.downMs - a.downMs || b.degradedMs - a.degradedMs);
  const lines = services.slice(0, most).map(({ service, from, since, downMs, degradedMs, state }) => {
    const spent = [...(downMs > 0 ? [`down ${spanText(downMs)} (${ofMonth(downMs)})`] : []), ...(degradedMs > 0 ? [`degraded ${spanText(degradedMs)}`] : [])];
    const until = state === 'operational' ? `${instantText(from)} to ${instantText(since)}` : `since ${instantText(from)}, and not known to be well`;
    return `${serviceName(service)}: ${spent.join(', ') || 'less than a run'}; ${until}`;
  });
  return services.length > most ? [...lines, `and ${services.length - most} more services`] : lines;
};
