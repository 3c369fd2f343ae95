import type { Check } from '../checks/check.ts';
import { redact } from '../checks/redact.ts';
import type { Blocked, Explained, Unknown } from '../checks/result.ts';
import type { Kinds, ProbeContext } from '../probes/probe.ts';
import { messageOf, type Problem } from '../problem.ts';
import { graceMs } from './attempt.ts';
import { burst, unprobed, type BurstContext } from './burst.ts';
import type { Clock } from './clock.ts';
import { createGate } from './gate.ts';
import { watchLoop } from './lateness.ts';
import { heldBack, inOrder, saysNothing, unproven } from './prerequisites.ts';
import { createSessions } from './sessions.ts';

export interface RunOptions extends Pick<ProbeContext, 'network' | 'credential'> {
  readonly kinds: Kinds;
  readonly clock: Clock;
  /** Whether the credential of that name is no secret, and may be in a result. None is unless this says so. */
  readonly isShown?: (name: string) => boolean;
  /** Epoch milliseconds by which everything has ended; what has not is unknown, with the reason `deadline`. */
  readonly deadlineAt: number;
  /** When, after the run's start, a check that fails is probed again; milliseconds, ascending. */
  readonly confirmationMs: readonly number[];
  /** How many are probed at the same time, and of those on the same `host:port`. */
  readonly concurrency: { readonly total: number; readonly perHost: number };
  /** Told each check's result as soon as it is final. */
  readonly onResult?: (explained: Explained) => void;
  /** Told what went wrong without bearing on any result. */
  readonly report?: (problem: Problem) => void;
}

const broken = (check: Check, detail: string): Explained =>
  unprobed({ check: check.id, verdict: 'unknown', reason: 'checker-error', detail });

/** What is held back though it was probed: what was seen says nothing, good or bad. */
const untold = (held: Blocked | Unknown): string =>
  saysNothing(held.verdict === 'blocked' ? `${held.prerequisite} did not pass` : held.detail);

/** How long before the end of the run the checks have to end, so that what they made can be undone. */
const closingMsOf = (checks: readonly Check[], kinds: Kinds): number =>
  Math.max(0, ...checks.map(({ skip, probe }) => (skip === undefined ? kinds[probe.kind]?.closingMs ?? 0 : 0)));

/**
 * Probes the checks of one run and says of each, in their order, what became of it. Never rejects, and ends by the deadline whatever the
 * targets do. A check waits for those it requires; what is left out of the run is taken as given.
 */
export const runChecks = async (checks: readonly Check[], options: RunOptions): Promise<readonly Explained[]> => {
  const { kinds, clock, concurrency, network, confirmationMs } = options;
  const startedAt = clock.monotonic();
  const closedAt = startedAt + options.deadlineAt - clock.now() - graceMs;
  const endAt = closedAt - closingMsOf(checks, kinds);
  const sessions = createSessions(clock);
  const gate = createGate(clock, concurrency);
  const secrets = new Set<string>();
  const credential = async (name: string, anew?: true) => {
    const secret = await options.credential(name, anew);
    if (options.isShown?.(name) !== true) secrets.add(secret);
    return secret;
  };
  const context: BurstContext = {
    clock, network, credential, session: sessions.session, endAt, gate, loop: watchLoop(clock), startedAt, confirmationMs, secrets,
  };

  const settle = async (check: Check, required: readonly Promise<Explained>[]): Promise<Explained> => {
    if (check.skip !== undefined) {
      return unprobed({ check: check.id, verdict: 'skipped', reason: check.notDeployed === true ? 'not-deployed' : 'not-applicable', detail: check.skip });
    }
    const results = (await Promise.all(required)).map(({ result }) => result);
    const held = heldBack(check, results);
    if (held !== undefined && check.breach === undefined) return unprobed(held);
    const kind = kinds[check.probe.kind];
    if (kind === undefined) throw new Error(`there is no kind of probe called "${check.probe.kind}"`);
    const probe = kind.bind(check.probe.settings);
    if (held === undefined) {
      const explained = await burst(check, probe, context);
      const result = explained.result.verdict === 'pass' ? unproven(check, results) : undefined;
      return result === undefined ? explained : { ...explained, result };
    }
    // Probed all the same, once: a breach counts whatever else is broken.
    const explained = await burst(check, probe, { ...context, confirmationMs: [] });
    return explained.result.verdict === 'fail' && explained.result.reason === 'let-in' ? explained : { ...explained, result: { ...held, detail: untold(held) } };
  };
  const tell = (explained: Explained) => {
    try {
      options.onResult?.(explained);
    } catch {
      // Watching the progress must not cost the results.
    }
    return explained;
  };

  const cancel = clock.timer(endAt - startedAt, gate.close);
  const finals = new Map<string, Promise<Explained>>();
  for (const check of inOrder(checks)) {
    const required = check.requires.flatMap((id) => finals.get(id) ?? []);
    finals.set(check.id, settle(check, required)
      .catch((error: unknown) => broken(check, redact(`the checker broke: ${messageOf(error)}`, [...secrets])))
      .then(tell));
  }
  const circular = (check: Check) => tell(broken(check, 'its prerequisites presuppose each other'));
  const explained = await Promise.all(checks.map(async (check) => finals.get(check.id) ?? circular(check)));
  cancel();
  for (const message of await sessions.close(closedAt)) options.report?.({ code: 'cleanup-incomplete', message: redact(message, [...secrets]) });
  return explained;
};
