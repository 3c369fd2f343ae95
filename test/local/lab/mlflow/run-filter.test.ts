import { beforeAll, describe, expect, it } from 'vitest';
import { serveMlflow } from './serve.ts';

const { post } = serveMlflow();
const search = (filter: string, order_by?: readonly string[]) => post('runs/search', { experiment_ids: ['0'], filter, order_by });
const namesOf = ({ runs = [] }) => runs.map(({ info }: { info: { run_name: string } }) => info.run_name);

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
    expect(namesOf((await search(filter)).said)).toEqual(names);
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

  it.each([
    [[], ['bare', 'odd', 'two', 'one']],
    [['attributes.start_time ASC'], ['one', 'bare', 'odd', 'two']],
    [['start_time'], ['one', 'bare', 'odd', 'two']],
    [['start_time desc', 'attribute.run_name ASC'], ['bare', 'odd', 'two', 'one']],
    [['params.`with space`', 'run_name DESC'], ['two', 'one', 'odd', 'bare']],
    [['metrics.n DESC'], ['two', 'one', 'bare', 'odd']],
    [['metric.n'], ['one', 'two', 'bare', 'odd']],
  ])('sorted by %j is %j', async (order, names) => {
    expect(namesOf((await search('', order)).said)).toEqual(names);
  });

  it.each(['attributes.colour', 'start_time UP', 'colours.x', '', 'constructor.x'])('sorted by "%s" is refused', async (clause) => {
    const { status, said } = await search('', [clause]);
    expect([status, said.error_code]).toEqual([400, 'INVALID_PARAMETER_VALUE']);
  });
});
