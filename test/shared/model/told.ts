import assert from 'node:assert/strict';
import type { Evaluation } from '../../../shared/alerts/evaluation.ts';
import type { Note } from '../../../shared/alerts/note.ts';
import type { Policy } from '../../../shared/alerts/policy.ts';
import { own } from '../../../shared/platform/own.ts';

const numberOf = ({ id }: Note): number => Number(id.split('#')[1]);

/** Notes that a commit made, by audience. */
const made = (before: Evaluation | undefined, next: Evaluation): readonly (readonly [string, Note])[] =>
  Object.entries(next.queues).flatMap(([audience, { notes }]) =>
    notes.filter((note) => numberOf(note) > (before?.notes ?? 0)).map((note) => [audience, note] as const));

/** The rules of who is told what and when, in the words of docs/states.md, held against one commit. `now`: epoch milliseconds. */
export const holdsToWhatIsTold = (before: Evaluation | undefined, next: Evaluation, audiences: Policy['audiences'], now: number): void => {
  const was = before?.incident;
  const { incident } = next;
  const isMuted = (service: string) => next.silences.some(({ until, services }) => until > now && (services?.includes(service) ?? true));
  for (const [audience, note] of made(before, next)) {
    const member = was && own(was.members, audience);
    const { afterMs = 0, severity, remind } = own(audiences, audience) ?? assert.fail(`${audience} is nobody`);
    if ('incident' in note) {
      assert.ok(severity === 'warning' || note.incident.severity === 'critical', `${audience}: told of a warning`);
      assert.ok(Object.values(note.incident.services).some(({ worst }) => worst === 'down') === (note.incident.severity === 'critical'), 'severity of nothing');
    }
    // A merged note says what its first one said, which was right then.
    const isMerged = (before?.queues[audience]?.notes.length ?? 0) >= (next.queues[audience]?.notes.length ?? 0);
    if (isMerged) continue;
    if (note.kind === 'opened' || note.kind === 'worsened') {
      assert.deepEqual(note.changes.filter(({ service }) => isMuted(service)), [], `${audience}: told of what is muted`);
      assert.notDeepEqual(note.changes, [], `${audience}: told of nothing`);
    }
    if (note.kind === 'opened' && incident !== undefined && afterMs > 0) {
      assert.equal(incident.acknowledged, undefined, `${audience}: called in although somebody takes care of it`);
      assert.ok(note.at - (incident.unclaimedAt ?? incident.openedAt) >= afterMs, `${audience}: called in too early`);
    }
    if (note.kind === 'reminder') {
      assert.equal(incident?.acknowledged, undefined, `${audience}: reminded although somebody takes care of it`);
      assert.ok(member?.remindMs !== undefined && note.at - member.toldAt >= member.remindMs, `${audience}: reminded too early`);
      assert.equal(own(incident?.members ?? {}, audience)?.remindMs, Math.min(2 * member.remindMs, remind?.atMostMs ?? 0), `${audience}: the interval does not double`);
    }
    if (note.kind === 'resolved') {
      assert.deepEqual(Object.keys(note.incident.services).filter((service) => own(next.services, service)?.state !== 'operational'), [], 'resolved while not well');
    }
  }
  // Whoever was told that it is open is told that it is over.
  if (was !== undefined && incident === undefined) {
    const over = new Set(made(before, next).flatMap(([audience, note]) => (note.kind === 'resolved' || (note.kind === 'opened' && note.resolvedAt !== undefined) ? [audience] : [])));
    for (const audience of Object.keys(was.members)) assert.ok(over.has(audience), `${audience} is not told that it is over`);
  }
};
