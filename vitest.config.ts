import { availableParallelism } from 'node:os';
import { join } from 'node:path';
import { configDefaults, defineConfig } from 'vitest/config';

const services = 'test/services/**/*.test.ts';
/** Packaging takes long, and concerns who deploys. */
const packaging = 'test/package/**/*.test.ts';

/** Tests of what keeps nothing in its process, neither a client nor a variable: one process for many files takes a third of the time. */
const frugal = [
  'test/shared/{alerts,categories,checks,diagnosis,health,mlflow,platform,report,runner}/**/*.test.ts',
  'test/shared/probes/{amqp,dial,http,journey,postgres,redis}/**/*.test.ts',
  'test/local/lab/{auth,balancer,certificate,control-plane/metrics,database,dns,http,mlflow,redis,registry,world}/**/*.test.ts',
];

// `--mode services` runs the tests that need more than npm, `--mode package` those of what is deployed; `npm run verify` does both. TEST_REPORTS names a folder for reports that a machine can read.
export default defineConfig(({ mode }) => {
  const reports = process.env['TEST_REPORTS'];
  // GOGC: esbuild, which is of Go, packs the functions in two thirds of the time when it looks for garbage less often.
  const common = { env: { GOGC: '400' }, setupFiles: ['test/seed.ts'], testTimeout: 60_000, restoreMocks: true };
  return {
    test: {
      ...(reports === undefined ? {} : { reporters: ['default', 'json'], outputFile: { json: join(reports, `${mode}.json`) } }),
      // Many of them wait for sockets and processes: one processor fewer than there are, as is usual, leaves half of two idle.
      maxWorkers: Math.max(2, availableParallelism() - 1),
      // One file after the other: while a real server starts, everything else is slow, which is what some of these tests are about.
      ...(mode === 'services' ? { ...common, include: [services], fileParallelism: false } : mode === 'package' ? { ...common, include: [packaging] } : {
        projects: [
          { test: { ...common, name: 'apart', include: ['test/**/*.test.ts'], exclude: [...configDefaults.exclude, services, packaging, ...frugal] } },
          { test: { ...common, name: 'together', include: frugal, isolate: false } },
        ],
      }),
    },
  };
});
