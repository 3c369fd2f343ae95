import { beforeAll, describe, expect, it } from 'vitest';
import { serveMlflow } from './serve.ts';

const { post } = serveMlflow();
const search = (filter: string) => post('runs/search', { experiment_ids: ['0'], filter });

beforeAll(async () => {
  for (const [run_name, status, value] of [['one', 'FINISHED', 0.5], ['two', 'FAILED', 2], ['odd', 'RUNNING', 'NaN']] as const) {
    const start_time = run_name === 'one' ? 1 : 5;
    const { run_id } = (await post('runs/create', { experiment_id: '0', run_name, start_time })).said.run.info;
    const params = [{ key: 'x', value: `p-${run_name}` }, { key: 'with space', value: 'this AND that' }];
    const tags = [{ key: 'mlflow.x', value: `Tag ${run_name}` }];
    await post('runs/log-batch', { run_id, params, tags, metrics: [{ key: 'n', value, timestamp: 1 }] });
    await post('runs/update', { run_id, status });
  }
  await post('runs/create', { experiment_id: '0', run_name: 'bare', start_time: 5 });
});

describe('a search of runs', () => {
  it.each([
    ['', ['bare', 'odd', 'two', 'one']],
    ["attributes.status = 'FINISHED'", ['one']],
    ["status != 'RUNNING'", ['two', 'one']],
    ["attribute.run_name LIKE 'o%'", ['odd', 'one']],
    ['attributes.start_time < 5', ['one']],
    ["params.x = 'p-two'", ['two']],
    ["params.x='p-two'", ['two']],
    ["param.x != 'p-two'", ['odd', 'one']],
    ["params.`with space` = 'this AND that'", ['odd', 'two', 'one']],
    ["tags.mlflow.x = 'Tag one'", ['one']],
    ['tags."mlflow.x" ILIKE "tag O%"', ['odd', 'one']],
    ["tags.none = 'x'", []],
    ['metrics.n > 0.4', ['two', 'one']],
    ['metrics.n >= 2', ['two']],
    ['metrics.n <= 0.5', ['one']],
    ['metric.n = 2', ['two']],
    ["metrics.n > 0.1 AND params.x LIKE 'p-%' and attributes.status = 'FAILED'", ['two']],
  ])('by %s finds %j', async (filter, names) => {
    const { runs = [] } = (await search(filter)).said;
    expect(runs.map(({ info }: { info: { run_name: string } }) => info.run_name)).toEqual(names);
  });

  it.each([
    'colour', "colours.x = 'red'", "attributes.colour = 'red'", 'attributes.status = 1', "attributes.status > 'A'", 'params.x = 1',
    "metrics.n > '1'", 'metrics.n LIKE 1',
    "params.x = 'a' OR params.x = 'b'", "params.x = 'a' AND", "params.x = 'a", "(params.x = 'a')",
    "params.x IN ('a')", "constructor.x = 'a'",
  ])('by %s is refused', async (filter) => {
    const { status, said } = await search(filter);
    expect([status, said.error_code]).toEqual([400, 'INVALID_PARAMETER_VALUE']);
    expect(said.message).toContain('Invalid clause(s) in filter string');
  });
});
