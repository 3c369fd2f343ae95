import { access, constants, writeFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { messageOf } from '../../shared/problem.ts';
import { colourFor } from '../colour.ts';
import { makeFolder } from '../gateway/make-folder.ts';
import { areas } from '../lab/causes/index.ts';
import { checkCauses, needRedis } from '../lab/causes/together.ts';
import { incidentNamed, incidents } from '../lab/incidents.ts';
import { temporaryFolder } from '../lab/temporary-folder.ts';
import { UsageError } from '../usage-error.ts';
import { readLabFile, type LabFile } from './lab-file.ts';
import { mlflowAt } from './mlflow-port.ts';
import { shellExports } from './shell-exports.ts';
import { awaitInterruption } from './signals.ts';

export interface LabOptions {
  readonly list?: boolean;
  readonly incident?: string;
  readonly cause?: readonly string[];
  readonly file?: string;
  /** Whether it has a Redis; a cause of its area brings one along. */
  readonly redis?: boolean;
  /** Folder for the description and the environment. */
  readonly output?: string;
  readonly mlflow?: string;
}

/** Every incident, and every cause by its area, each with its line. */
const listed = (): string => {
  const colour = colourFor(process.stdout);
  const ids = [...incidents.map(({ id }) => id), ...Object.values(areas).flatMap(Object.keys)];
  const width = Math.max(...ids.map((id) => id.length));
  const line = (id: string, what: string) => `  ${id.padEnd(width)}  ${what}`;
  const sections = Object.entries(areas).map(([area, causes]) =>
    [colour('bold', area), ...Object.entries(causes).map(([id, { what }]) => line(id, what))].join('\n'));
  return [[colour('bold', 'incidents'), ...incidents.map(({ id, what }) => line(id, what))].join('\n'), ...sections, ''].join('\n\n');
};

const chosen = async ({ incident, cause = [], file }: LabOptions): Promise<LabFile> => {
  const ways = [incident !== undefined, cause.length > 0, file !== undefined].filter(Boolean).length;
  if (ways > 1) throw new UsageError('--incident, --cause and --file each say what is wrong; give one of them.');
  try {
    if (incident !== undefined) return { causes: incidentNamed(incident).causes, redis: false };
    checkCauses(cause);
  } catch (error) {
    throw new UsageError(messageOf(error), { cause: error });
  }
  return file === undefined ? { causes: cause, redis: false } : readLabFile(file);
};

/**
 * One of its own goes with the lab, as it holds the lab's key; one that was asked for stays. Throws UsageError where nothing can be written.
 * Before anything is started: what cannot be handed over is of no use.
 */
const folderFor = async (output: string | undefined, running: AsyncDisposableStack): Promise<string> => {
  if (output === undefined) {
    const { path, remove } = await temporaryFolder('hokusai-lab-');
    running.defer(remove);
    return path;
  }
  try {
    makeFolder(resolve(output));
    await access(output, constants.W_OK);
    return output;
  } catch (error) {
    throw new UsageError(`Nothing can be written into ${output}: ${messageOf(error)}`, { cause: error });
  }
};

/** `health lab`: the lab and what AWS says of it, without a checker, until it is interrupted. Returns the exit code. */
export const runLab = async (options: LabOptions): Promise<number> => {
  if (options.list === true) {
    process.stdout.write(listed());
    return 0;
  }
  const { causes, redis } = await chosen(options);
  const interruption = awaitInterruption();
  await using running = new AsyncDisposableStack();
  const folder = await folderFor(options.output, running);
  // Most of what there is to load, for what may have been refused by now.
  const [{ startLab }, { startGateway }] = await Promise.all([import('../lab/lab.ts'), import('../gateway/gateway.ts')]);
  const lab = await startLab({ ...mlflowAt(options.mlflow), redis: redis || options.redis === true || needRedis(causes) });
  running.defer(lab.stop);
  if (causes.length > 0) lab.breakBy(causes);
  const gateway = await startGateway({ services: lab.aws, measured: lab.measured });
  running.defer(gateway.stop);

  const [description, environment] = [join(folder, 'platform.yml'), join(folder, 'env.sh')];
  await writeFile(description, lab.description);
  await writeFile(environment, shellExports({ ...gateway.env, ...lab.env }), { mode: 0o600 });
  process.stdout.write([
    causes.length === 0 ? 'The lab runs, and is well.' : `The lab runs, with ${causes.join(', ')}.`,
    'To check it from another terminal:',
    '',
    `  . ${environment}`,
    `  npx health check --platform ${description}`,
    '',
    'Ctrl-C ends it.',
    '',
  ].join('\n'));
  await interruption.asked;
  return 0;
};
