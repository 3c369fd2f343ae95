/** What stands behind a figure. One over its limit makes this process end with exit code 1, once everything is measured. */
export const mark = (isOver: boolean): string => {
  if (!isOver) return '';
  process.exitCode = 1;
  return '  OVER THE LIMIT';
};

/** What stands behind figures that are compared to a tenth: the rest is noise of the machine. */
export const verdict = (figures: readonly (readonly [figure: number, limit: number])[]): string =>
  mark(figures.some(([figure, limit]) => Math.round(10 * figure) > 10 * limit));
