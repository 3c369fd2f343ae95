import { beforeAll, describe, expect, it } from 'vitest';
import { serveMlflow } from './serve.ts';

const { post, get } = serveMlflow();
const search = (filter: string, more: Readonly<Record<string, string>> = {}) =>
  get(`registered-models/search?${new URLSearchParams({ filter, ...more }).toString()}`);
const namesOf = ({ registered_models = [] }) => registered_models.map(({ name }: { name: string }) => name);

beforeAll(async () => {
  const tags = [{ key: 'of team', value: 'This AND that' }];
  for (const [name, its] of [['b-1', tags], ['a-22', []], ['a-1', tags]] as const) await post('registered-models/create', { name, tags: its });
});

describe('a search of registered models', () => {
  it.each([
    ['', ['a-1', 'a-22', 'b-1']],
    ["name = 'a-1'", ['a-1']],
    ["attribute.name != 'a-1'", ['a-22', 'b-1']],
    ["name LIKE 'a-%'", ['a-1', 'a-22']],
    ["name LIKE 'a-_'", ['a-1']],
    ["name ILIKE 'A-%'", ['a-1', 'a-22']],
    ["tags.`of team` = 'This AND that'", ['a-1', 'b-1']],
    ["name LIKE 'a-%' AND tags.`of team` LIKE 'This%'", ['a-1']],
    ["tags.none = 'x'", []],
  ])('by %s finds %j, in the order of their names', async (filter, names) => {
    expect(namesOf((await search(filter)).said)).toEqual(names);
  });

  it('is told in pages', async () => {
    const { said } = await search("tags.`of team` LIKE '%'", { max_results: '1' });
    const { said: then } = await search("tags.`of team` LIKE '%'", { max_results: '1', page_token: said.next_page_token });
    expect([namesOf(said), namesOf(then), then.next_page_token]).toEqual([['a-1'], ['b-1'], undefined]);
  });

  it.each(["colour = 'x'", 'name = 1', "name > 'a'", "params.x = 'y'"])('by %s is refused', async (filter) => {
    expect(await search(filter)).toMatchObject({ status: 400, said: { error_code: 'INVALID_PARAMETER_VALUE' } });
  });
});
