import { messageOf } from '../../shared/problem.ts';
import { colourFor } from '../colour.ts';
import { incidentNamed, type Incident } from '../lab/incidents.ts';
import { UsageError } from '../usage-error.ts';
import { runOnSchedule } from './on-schedule.ts';
import { runOnce } from './once.ts';
import { openScreen } from './screen.ts';
import { awaitInterruption } from './signals.ts';
import { settle } from './settle.ts';
import { raise, type Stage } from './stage.ts';

export interface StartOptions {
  readonly once?: boolean;
  readonly incident?: string;
  readonly json?: boolean;
  readonly data?: string;
  /** Address of a real MLflow on this machine. */
  readonly mlflow?: string;
  /** Whether the lab has a Redis. */
  readonly redis?: boolean;
  /** Of the page. */
  readonly port?: number;
}

const log = (line: string): void => void process.stderr.write(`${line}\n`);

const refuseWrong = ({ once = false, json = false, incident }: StartOptions): void => {
  if (json && !once) throw new UsageError('--json prints the summary of --once; give both.');
  try {
    if (incident !== undefined) incidentNamed(incident);
  } catch (error) {
    throw new UsageError(messageOf(error), { cause: error });
  }
};

/** Puts an incident in place once the checker has seen what was there before it, so that there is something to compare with. */
const after = async (stage: Stage, { id, before = [] }: Incident, say: (line: string) => void): Promise<void> => {
  say(`Checking what was there before ${id}${before.length === 0 ? '' : `: ${before.join(', ')}`}…`);
  stage.lab.breakBy(before);
  await settle(stage);
  stage.lab.switchOn(id);
};

/**
 * `health start`: the lab, what stands in for AWS, and all categories. Returns the exit code. Asked to end by a signal it first takes
 * everything down; `--once` has no verdict then and ends by that signal.
 */
export const start = async (options: StartOptions): Promise<number> => {
  refuseWrong(options);
  const { once = false, incident, json = false, data, mlflow, redis = false, port = 0 } = options;
  const interruption = awaitInterruption();
  const live = !once && process.stdout.isTTY && process.stdin.isTTY;
  const screen = live ? openScreen(colourFor(process.stdout)) : undefined;
  const stage = await raise({ log: screen?.say ?? log, redis, ...(data === undefined ? {} : { dataDir: data }), ...(mlflow === undefined ? {} : { mlflow }) });
  try {
    const ready = incident === undefined ? Promise.resolve() : after(stage, incidentNamed(incident), screen?.say ?? log);
    if (!once) {
      await Promise.race([ready, interruption.asked]);
      await runOnSchedule(stage, { port, screen, interruption });
      return 0;
    }
    const ended = await Promise.race([ready.then(() => runOnce(stage, json)), interruption.asked]);
    if (typeof ended === 'number') return ended;
    await stage.stop();
    process.kill(process.pid, ended);
    return 130;
  } finally {
    await stage.stop();
  }
};
