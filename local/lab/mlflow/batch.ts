import type { Call } from './call.ts';
import { MlflowError } from './error.ts';
import type { Input } from './input.ts';
import { findRun, logMetric, logParameter, setTag } from './runs.ts';
import type { Store } from './store.ts';

/** Many metrics, params and tags of one run at once: all of them, or none. */
export const batchCalls: readonly Call[] = [['POST', 'runs/log-batch', logBatch]];

const parts = [
  ['params', 100, logParameter],
  ['metrics', 1000, logMetric],
  ['tags', 100, setTag],
] as const;
const mostTogether = 1000;
const mostBytes = 1e6;

function logBatch(store: Store, input: Input): unknown {
  limit(input);
  const log = (onto: Store) => {
    for (const [part, , logOne] of parts) for (const one of itemsOf(input, part)) logOne(onto, { ...one, run_id: input['run_id'] });
  };
  log({ ...store, runs: [structuredClone(findRun(store, input, 'active'))] });
  log(store);
  return {};
}

function limit(input: Input): void {
  const counts = parts.map(([part, most]) => ({ part, most, count: itemsOf(input, part).length }));
  const total = { part: 'metrics, params, and tags in total', most: mostTogether, count: counts.reduce((sum, { count }) => sum + count, 0) };
  for (const { part, most, count } of [...counts, total]) if (count > most) throw tooMany(`${most} ${part}. Got ${count}`);
  const bytes = Buffer.byteLength(JSON.stringify(input));
  if (bytes > mostBytes) throw tooMany(`${mostBytes} bytes. Got ${bytes}`);
}

const tooMany = (what: string) =>
  new MlflowError('INVALID_PARAMETER_VALUE', `A batch logging request can contain at most ${what}. Please split it up and try again.`);

const itemsOf = (input: Input, part: string): readonly Input[] => {
  const items = input[part];
  return Array.isArray(items) ? (items as Input[]) : [];
};
