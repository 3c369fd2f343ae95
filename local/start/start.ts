import { messageOf } from '../../shared/problem.ts';
import { colourFor } from '../colour.ts';
import { incidentNamed } from '../lab/incidents.ts';
import { UsageError } from '../usage-error.ts';
import { runOnSchedule } from './on-schedule.ts';
import { runOnce } from './once.ts';
import { createScenarios } from './scenarios.ts';
import { openScreen } from './screen.ts';
import { awaitInterruption } from './signals.ts';
import { raise } from './stage.ts';

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
    if (!once) {
      await runOnSchedule(stage, { port, screen, interruption, incident });
      return 0;
    }
    const scenarios = createScenarios(stage, { run: (category) => stage.call(category, Date.now()), say: log });
    const ready = incident === undefined ? Promise.resolve() : scenarios.switchOn(incident);
    const ended = await Promise.race([ready.then(() => runOnce(stage, json)), interruption.asked]);
    if (typeof ended === 'number') return ended;
    await stage.stop();
    process.kill(process.pid, ended);
    return 130;
  } finally {
    await stage.stop();
  }
};
