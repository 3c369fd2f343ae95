// The exported name is the one written under `expect`.
export { answeredBy } from './answered-by.ts';
export { answers } from './answers.ts';
export { body } from './body.ts';
export { certificate } from './certificate.ts';
export { connected } from './connected.ts';
export { duration } from './duration.ts';
export { facts } from './facts.ts';
export { header } from './header.ts';
export { json } from './json.ts';
export { redirect } from './redirect.ts';
export { size } from './size.ts';
export { status } from './status.ts';
export { steps } from './steps.ts';
export { tasks } from './tasks.ts';
