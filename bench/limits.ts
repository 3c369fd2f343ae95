/** What stands behind a figure. Compared to a tenth: the rest is noise of the machine. */
export const verdict = (figures: readonly (readonly [figure: number, limit: number])[]): string =>
  (figures.some(([figure, limit]) => Math.round(10 * figure) > 10 * limit) ? '  OVER THE LIMIT' : '');
