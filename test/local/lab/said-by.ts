import type { Lab } from '../../../local/lab/lab.ts';

type Said = Readonly<Record<string, unknown>>;

/** What a service of AWS answers of a lab. Errors are thrown. */
export const saidBy = (lab: Lab) => async (service: string, operation: string, input: Said = {}): Promise<Said> =>
  await lab.aws.find(({ name }) => name === service)?.answer(operation, { ...input }) as Said;

/** What CloudWatch has of a metric in a time, epoch milliseconds: each value with its moment. */
export const measuredOf = (lab: Lab, name: string, from = -Infinity, until = Infinity): readonly (readonly [at: number, value: number])[] =>
  lab.measured().filter((datum) => datum.name === name && datum.at >= from && datum.at < until).map(({ at, value }) => [at, value]);
