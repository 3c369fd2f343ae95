import type { Audience } from '../platform/platform.ts';
import type { Policy } from './policy.ts';
import type { Incident, Member } from './incident.ts';
import type { IncidentNow, News, ServiceChange } from './note.ts';
import { concerns } from './routing.ts';

/** What one audience is to be told. */
export interface Told {
  readonly audience: string;
  readonly news: News;
}

export const asItIs = ({ keys, since, severity, services, causes, acknowledged }: Incident): IncidentNow =>
  ({ keys, since, severity, services, ...(causes !== undefined && { causes }), ...(acknowledged !== undefined && { acknowledged }) });

/** The incident without services of which nobody is to be told now. */
const heardOf = (incident: Incident, isMuted: (service: string) => boolean): Incident =>
  ({ ...incident, services: Object.fromEntries(Object.entries(incident.services).filter(([service]) => !isMuted(service))) });

/** Everything that is wrong, for who was not there when it came. */
const wholeOf = ({ services }: Incident): readonly ServiceChange[] => Object.entries(services).flatMap(([service, { state, from, flapping }]) =>
  (state === 'operational' ? [] : [{ service, to: state, since: from, ...(flapping !== undefined && { flapping }) }]));

/** After how many milliseconds it is reminded, after so many the last time. */
const reminder = ({ remind }: Audience, before?: number): Pick<Member, 'remindMs'> =>
  (remind === undefined ? {} : { remindMs: before === undefined ? remind.everyMs : Math.min(2 * before, remind.atMostMs) });

/** What bears on who is told now. */
interface Moment {
  /** Somebody suffers of whom people are to be told. */
  readonly reminds: boolean;
  /** Whether nobody is to be told of a service. */
  readonly isMuted: (service: string) => boolean;
  /** Epoch milliseconds. */
  readonly at: number;
}

/**
 * Who takes part in an open incident from now on, and what each is told: it opened, for who comes to it, which nobody does for what is muted;
 * what changed; a reminder when it is due and somebody suffers whom nobody has cared for. Who takes part once does so to the end.
 */
export const tellMembers = (
  incident: Incident, news: Extract<News, { kind: 'worsened' | 'cause' | 'acknowledged' }> | undefined, { audiences }: Pick<Policy, 'audiences'>,
  { reminds, isMuted, at }: Moment,
): { readonly members: Incident['members']; readonly told: readonly Told[] } => {
  const told: Told[] = [];
  const members: Record<string, Member> = { ...incident.members };
  const tell = (audience: string, what: News, remind: Pick<Member, 'remindMs'>) => {
    told.push({ audience, news: what });
    members[audience] = { toldAt: at, ...remind };
  };
  const heard = heardOf(incident, isMuted);
  const changes = wholeOf(heard);
  for (const [name, audience] of Object.entries(audiences)) {
    const member = Object.hasOwn(members, name) ? members[name] : undefined;
    if (member === undefined) {
      if (concerns(audience, heard, at) && changes.length > 0) tell(name, { kind: 'opened', incident: asItIs(incident), changes }, reminder(audience));
    } else if (news !== undefined) tell(name, news, reminder(audience));
    else if (reminds && incident.acknowledged === undefined && member.remindMs !== undefined && at - member.toldAt >= member.remindMs) {
      tell(name, { kind: 'reminder', incident: asItIs(incident) }, reminder(audience, member.remindMs));
    }
  }
  return { members, told };
};
