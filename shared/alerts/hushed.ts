import type { Silence } from './evaluation.ts';
import { muting } from './mute.ts';
import type { News } from './note.ts';
import type { Policy } from './policy.ts';

/** What the reader of news has to know who wonders why it comes so late: it began when nobody was to be told. Silences that have just ended count. */
export const hushed = (news: News, { maintenance }: Pick<Policy, 'maintenance'>, silences: readonly Silence[]): string | undefined => {
  if (news.kind !== 'opened' && news.kind !== 'worsened') return undefined;
  const services = news.changes.filter(({ service, since }) => muting(maintenance, silences.filter(({ at }) => at <= since), since)(service)).map(({ service }) => service);
  return services.length === 0 ? undefined : `It began in a maintenance or a silence that is over now, so nobody was told then: ${services.join(', ')}.`;
};
