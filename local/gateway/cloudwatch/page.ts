/** One query's answer: its data points in the order asked for. */
export interface Answered {
  readonly id: string;
  readonly label: string;
  readonly points: readonly (readonly [second: number, value: number])[];
}

const resultOf = ({ id: Id, label: Label, points }: Answered, StatusCode: 'Complete' | 'PartialData') =>
  ({ Id, Label, StatusCode, Timestamps: points.map(([second]) => second), Values: points.map(([, value]) => value) });

/**
 * So many data points of all answers together, from the one on with which a page before ended, and where the next page begins. A query
 * whose data points go on there is told as partial. A query without any is on the first page.
 */
export const pageOf = (answers: readonly Answered[], most: number, from: number) => {
  const to = from + most;
  let end = 0;
  const results = answers.flatMap((answer) => {
    const begin = end;
    end += answer.points.length;
    const points = answer.points.slice(Math.max(0, from - begin), Math.max(0, to - begin));
    if (points.length === 0 && (answer.points.length > 0 || from > 0)) return [];
    return [resultOf({ ...answer, points }, answer.points.length > 0 && end > to ? 'PartialData' : 'Complete')];
  });
  return { MetricDataResults: results, Messages: [], ...(end > to ? { NextToken: String(to) } : {}) };
};
