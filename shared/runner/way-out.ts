import type { Explained, Result } from '../checks/result.ts';
import type { TargetReason } from '../checks/reason.ts';

/** Failures in which nobody answered, or nobody but a name server, which may stand on this side of a way out that is closed. */
const silence: ReadonlySet<TargetReason> = new Set([
  'dns-not-found', 'dns-no-data', 'dns-server-failure', 'dns-refused', 'dns-timeout', 'dns-unreachable', 'dns-answer',
  'connect-refused', 'connect-timeout', 'connect-unreachable', 'connect-reset', 'tls-timeout', 'request-timeout', 'header-timeout', 'closed-early',
]);

/** Whether somebody behind the name server answered, whatever was said. */
const isAnswer = (result: Result): boolean => {
  if ('status' in result && result.status !== undefined) return true;
  if (result.verdict === 'pass') return Object.keys(result.phases).some((phase) => phase !== 'dns');
  if (result.verdict === 'fail') return !silence.has(result.reason);
  return result.verdict === 'unknown' && (result.reason === 'undecided' || result.reason === 'too-little-data');
};

const accuses = ({ verdict }: Result): boolean => verdict === 'fail' || verdict === 'blocked';

const excused = (result: Result, control: string): Result => {
  if (!accuses(result)) return result;
  const { check, ...seen } = result;
  const detail = `Nothing answered in this run, nor did ${control}: the checker's own way to the network is closed. ${'detail' in seen ? seen.detail : ''}`;
  const touched = 'startedAt' in seen && seen.startedAt !== undefined ? { startedAt: seen.startedAt } : {};
  return { check, ...touched, verdict: 'unknown', reason: 'network', detail: detail.trimEnd() };
};

/**
 * The results of a run, of which those that accuse a target are unknown where it was the checker that had no way out: where nothing at all
 * answered, and the control (an address outside the platform) does not either. It is asked once, and only then; `ask` never rejects.
 */
export const withWayOut = async (
  explained: readonly Explained[], control: string | undefined, ask: (url: string) => Promise<boolean>,
): Promise<readonly Explained[]> => {
  const results = explained.map(({ result }) => result);
  if (control === undefined || !results.some(accuses) || results.some(isAnswer) || (await ask(control))) return explained;
  return explained.map((each) => ({ ...each, result: excused(each.result, control) }));
};
