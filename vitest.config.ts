import { join } from 'node:path';
import { defineConfig } from 'vitest/config';

// `--mode services` runs the tests that need more than npm. TEST_REPORTS names a folder for reports that a machine can read.
export default defineConfig(({ mode }) => {
  const reports = process.env['TEST_REPORTS'];
  return {
    test: {
      // One file after the other: while a real server starts, everything else is slow, which is what some of these tests are about.
      fileParallelism: mode !== 'services',
      ...(mode === 'services' ? { include: ['test/services/**/*.test.ts'] } : { include: ['test/**/*.test.ts'], exclude: ['test/services/**'] }),
      ...(reports === undefined ? {} : { reporters: ['default', 'json'], outputFile: { json: join(reports, `${mode}.json`) } }),
      setupFiles: ['test/seed.ts'],
      testTimeout: 60_000,
      restoreMocks: true,
    },
  };
});
