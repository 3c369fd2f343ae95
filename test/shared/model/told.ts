import assert from 'node:assert/strict';
import type { Evaluation } from '../../../shared/alerts/evaluation.ts';
import type { Note } from '../../../shared/alerts/note.ts';
import type { Policy } from '../../../shared/alerts/policy.ts';
import { own } from '../../../shared/platform/own.ts';

const minute = 60_000;
const numberOf = ({ id }: Note): number => Number(id.split('#')[1]);

/** Notes that a commit made, by audience, but those that it merged with what waited, which say what was right then. */
const made = (before: Evaluation | undefined, next: Evaluation): readonly (readonly [string, Note])[] =>
  Object.entries(next.queues).flatMap(([audience, { notes }]) =>
    (notes.length <= (before?.queues[audience]?.notes.length ?? 0) ? [] : notes.filter((note) => numberOf(note) > (before?.notes ?? 0)).map((note) => [audience, note] as const)));

/** Whether nobody is to be told of a service at that time, as the evaluation and the policy say. */
const mutedAt = ({ silences }: Evaluation, { maintenance }: Policy, now: number) => (service: string): boolean =>
  silences.some(({ until, services }) => until > now && (services?.includes(service) ?? true))
  || maintenance.some((window) => 'from' in window && window.from <= now && now < window.to && (window.services?.includes(service) ?? true));

/** What one commit is held to: the evaluation before it and after it, and when it was made, epoch milliseconds. */
export interface Commit {
  readonly before: Evaluation | undefined;
  readonly next: Evaluation;
  readonly now: number;
}

const tellsOnlyWhatIsToBeTold = ({ before, next, now }: Commit, policy: Policy): void => {
  const isMuted = mutedAt(next, policy, now);
  const { incident } = next;
  for (const [audience, note] of made(before, next)) {
    const { afterMs = 0, severity, remind } = own(policy.audiences, audience) ?? assert.fail(`${audience} is nobody`);
    if (!('incident' in note)) continue;
    const isCritical = Object.values(note.incident.services).some(({ worst }) => worst === 'down');
    assert.equal(note.incident.severity, isCritical ? 'critical' : 'warning', `${note.id} is of another severity`);
    assert.ok(severity === 'warning' || isCritical, `${audience}: told of a warning`);
    if (note.kind === 'opened' || note.kind === 'worsened') {
      assert.notDeepEqual(note.changes, [], `${audience}: told of nothing`);
      assert.deepEqual(note.changes.filter(({ service }) => isMuted(service)), [], `${audience}: told of what is muted`);
    }
    if (note.kind === 'opened' && incident !== undefined && afterMs > 0) {
      assert.equal(incident.acknowledged, undefined, `${audience}: called in although somebody takes care of it`);
      assert.ok(note.at - (incident.unclaimedAt ?? incident.openedAt) >= afterMs, `${audience}: called in too early`);
    }
    if (note.kind === 'reminder') {
      const member = before?.incident && own(before.incident.members, audience);
      assert.equal(incident?.acknowledged, undefined, `${audience}: reminded although somebody takes care of it`);
      assert.ok(member?.remindMs !== undefined && note.at - member.toldAt >= member.remindMs, `${audience}: reminded too early`);
      assert.equal(own(incident?.members ?? {}, audience)?.remindMs, Math.min(2 * member.remindMs, remind?.atMostMs ?? 0), `${audience}: the interval does not double`);
    }
    if (note.kind === 'resolved') {
      const tooEarly = Object.keys(note.incident.services).filter((service) => {
        const now = own(next.services, service);
        // Three runs, the first of them that with which it was well; a schedule comes up to half an interval early.
        return now?.state !== 'operational' || note.at - now.since < 1.5 * minute;
      });
      assert.deepEqual(tooEarly, [], `${note.id}: resolved before all is well for long enough`);
    }
  }
};

/** Who is taken for told has a message that nobody made before. */
const isReallyTold = ({ before, next }: Commit): void => {
  for (const [audience, { toldAt }] of Object.entries(next.incident?.members ?? {})) {
    const was = before?.incident && own(before.incident.members, audience);
    const last = own(next.queues, audience)?.notes.at(-1);
    assert.ok(was?.toldAt === toldAt || (last !== undefined && numberOf(last) > (before?.notes ?? 0)), `${audience} is taken for told, and is not`);
  }
};

const endsAndBegins = ({ before, next }: Commit): void => {
  const [was, is] = [before?.incident, next.incident];
  const fresh = is?.keys.filter((key) => was?.keys.includes(key) !== true) ?? [];
  assert.deepEqual(fresh.filter((key) => key <= (before?.incidents ?? 0) || key > next.incidents), [], 'the number of an incident is used again');
  if (was === undefined || is !== undefined) return;
  for (const audience of Object.keys(was.members)) {
    const last = own(next.queues, audience)?.notes.at(-1);
    const isTold = last?.kind === 'resolved' || (last?.kind === 'opened' && last.resolvedAt !== undefined)
      || own(next.queues, audience)?.notes.some((note) => note.kind === 'resolved' && numberOf(note) > (before?.notes ?? 0)) === true;
    assert.ok(isTold, `${audience} is not told that it is over`);
  }
};

/** What a new judgement finds ill is part of the incident, and who is to know of it is told. */
const tellsAllThatIsToBeTold = ({ before, next, now }: Commit, policy: Policy): void => {
  if (JSON.stringify(next.services) === JSON.stringify(before?.services)) return;
  // What ends while it is judged may be seen either way.
  const [isMuted, wasMuted] = [mutedAt(next, policy, now), mutedAt(before ?? next, policy, now - minute)];
  const ill = Object.entries(next.services).filter(([service, { state }]) => (state === 'down' || state === 'degraded') && !isMuted(service) && !wasMuted(service));
  for (const [service, { state }] of ill) {
    const affected = own(next.incident?.services ?? {}, service);
    assert.ok(affected !== undefined && (state === 'degraded' || affected.worst === 'down'), `nobody is told that ${service} is ${state}`);
    for (const [audience, { severity, afterMs }] of Object.entries(policy.audiences)) {
      const isToldNow = afterMs === undefined && (severity === 'warning' || state === 'down');
      assert.ok(!isToldNow || own(next.incident?.members ?? {}, audience) !== undefined, `${audience} is not told that ${service} is ${state}`);
    }
    const wentDown = state === 'down' && before?.incident !== undefined && own(before.incident.services, service)?.worst !== 'down';
    if (wentDown) assert.equal(next.incident?.acknowledged, undefined, `${service} went down, which nobody has taken care of`);
  }
};

/** The rules of who is told what and when, as docs/states.md has them, held against one commit. */
export const holdsToTheRules = (commit: Commit, policy: Policy): void => {
  tellsOnlyWhatIsToBeTold(commit, policy);
  isReallyTold(commit);
  endsAndBegins(commit);
  tellsAllThatIsToBeTold(commit, policy);
};
