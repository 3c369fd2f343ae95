import { afterAll, beforeAll, expect, test } from 'vitest';
import { categoryRunner, type Ran } from '../../bench/category-run.ts';
import { raise, type Stage } from '../../local/start/stage.ts';
import { plan } from '../../shared/categories/index.ts';
import { categoryNames, type CategoryName } from '../../shared/platform/category.ts';
import type { Check } from '../../shared/checks/check.ts';

let stage: Stage;
let run: (checks: readonly Check[]) => Promise<Ran>;
beforeAll(async () => {
  stage = await raise({ log: () => {} });
  run = categoryRunner(stage);
  // The first journey of all makes the experiment, which stays.
  await run(checksOf('registration'));
});
afterAll(() => stage.stop());

const checkOf = (id: string) => plan(stage.platform).filter((check) => check.id === id);
const checksOf = (category: CategoryName) => plan(stage.platform).filter((check) => check.category === category);

// AWS is asked about certificates for as long as there are some: the lab has three of the twenty-six that there can be.
test.each(categoryNames)('%s sends no more than is planned, cold or warm, and not much less', async (category) => {
  const cold = await run(checksOf(category));
  const warm = await run(checksOf(category));
  expect(cold.all).toBeLessThanOrEqual(cold.planned);
  expect(warm.all).toBeLessThanOrEqual(cold.all);
  expect(warm.all).toBeGreaterThan(cold.planned / 3);
});

test('requests are counted where they arrive', async () => {
  // The registry asks auth, and the load balancer both: the checker has sent one.
  expect(await run(checkOf('authentication/bearer-models'))).toMatchObject({ all: 1, http: 1, aws: 0, logins: 0 });
  expect(await run(checkOf('control-plane/rule-registry-api'))).toMatchObject({ all: 2, http: 0, aws: 2 });
  expect(await run(checkOf('dependencies/database'))).toMatchObject({ logins: 1 });
  expect(await run(checkOf('authentication/rate-limit'))).toMatchObject({ http: 5 });
});
