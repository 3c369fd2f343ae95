/** What a Lambda function may take, milliseconds. serverless.yml says the same in seconds: it ends before the next minute begins. */
export const functionMs = 55_000;

/** The longest that all time-outs of a run can take one after the other in a function; what it has besides is for the two below. */
export const longestRunMs = 43_000;

/** What a run takes besides its time-outs: asking the store whether it is due, its start, and the grace that probes have to end. */
const aroundRunMs = 1_000;

/** Kept free at the end of a function for recording, judging and telling. */
export const reserveMs = functionMs - longestRunMs - aroundRunMs;

/** Of that, the longest that asking the control takes, where nothing answered in a run. */
export const controlMs = 3_000;
