import * as fc from 'fast-check';

/** `npm test` tries few stories and `npm run verify` many: MODEL_CASES=n. FUZZ_PATH: the one of a seed that failed. */
const numRuns = Number(process.env['MODEL_CASES'] ?? 35);
const path = process.env['FUZZ_PATH'];

/** Tries a property on as many stories as asked for. What fails is told with how to see it again. */
export const holds = <T>(property: fc.IAsyncProperty<T>): Promise<void> => fc.assert(property, {
  numRuns, endOnFailure: false, ...(path !== undefined && { path }),
  asyncReporter: async (out) => {
    if (!out.failed) return;
    const again = `FUZZ_SEED=${out.seed} FUZZ_PATH=${out.counterexamplePath} npx vitest run test/shared/model`;
    throw new Error(`${await fc.asyncDefaultReportMessage(out)}\n\nOnce more: ${again}, with -t and this test's name`, { cause: out.errorInstance });
  },
});
