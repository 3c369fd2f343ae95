/**
 * Every category on the healthy lab, once each, one after the other: wall time, the requests that `health plan` tells of, and those that were
 * sent, as they arrived. Argument: rounds (5), after one that warms up.
 */
import { categoryNames } from '../shared/platform/category.ts';
import { plan } from '../shared/categories/index.ts';
import { raise } from '../local/start/stage.ts';
import { categoryRunner, type Ran } from './category-run.ts';
import { median } from './quantile.ts';

const rounds = Number(process.argv[2] ?? 5);
const row = (name: string, numbers: readonly number[]) => console.log(name.padEnd(16) + numbers.map((each) => each.toFixed(0).padStart(8)).join(''));
const stage = await raise({ log: () => {} });

try {
  const run = categoryRunner(stage);
  console.log(`categories on the healthy lab, medians of ${rounds} rounds: checks, requests planned at most, requests sent, of these`);
  console.log('to AWS, over HTTP and logins to the database (name queries are not counted, nor what a database is asked), ms');
  const columns = ['planned', 'all', 'aws', 'http', 'logins', 'ms'] as const;
  console.log(' '.repeat(16) + ['checks', 'planned', 'sent', 'AWS', 'HTTP', 'logins', 'ms'].map((name) => name.padStart(8)).join(''));
  const whole: number[] = [];
  for (const category of categoryNames) {
    const checks = plan(stage.platform).filter((each) => each.category === category);
    const runs: Ran[] = [];
    for (let round = -1; round < rounds; round += 1) {
      const ran = await run(checks);
      if (round >= 0) runs.push(ran);
    }
    const numbers = [checks.length, ...columns.map((column) => median(runs.map((ran) => ran[column])))];
    numbers.forEach((each, index) => { whole[index] = (whole[index] ?? 0) + each; });
    row(category, numbers);
  }
  row('all', whole);
} finally {
  await stage.stop();
}
