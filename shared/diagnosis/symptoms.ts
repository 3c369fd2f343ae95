import type { Answerer } from '../checks/answerer.ts';
import type { Reason } from '../checks/reason.ts';
import { isAnswer } from './facts/of-check.ts';
import type { Symptom } from './rule.ts';
import type { Seen } from './seen.ts';

/** Whose host it is: what a described check asks is not known, so its service has to do. */
const isAt: Symptom = ({ asked, service: own, id }, service) =>
  asked.host === service || (asked.host === undefined && own === service && !/^(?:control-plane|telemetry)\/|\/ecs-/.test(id));

/** The host's own checks that got this from the load balancer or from who else is named. */
export const gotAtHost = (statuses: readonly number[], by: readonly Answerer[]): Symptom => (check, service) =>
  isAt(check, service) && isAnswer(check, statuses, by);

export const endedAtHost = (...reasons: readonly Reason[]): Symptom => (check, service) =>
  isAt(check, service) && check.reason !== undefined && reasons.includes(check.reason);

/** Who cannot ask auth lets nobody in: the registry, where a good key was presented to it. */
export const keysNotValidated: Symptom = (check, service) =>
  service === 'auth' && check.asked.host === 'registry' && check.asked.key === 'good'
  && (isAnswer(check, [401, 403, 500, 502, 503, 504], ['application']) || check.reason === 'header-timeout');

/** A failing check of the id, whosever it is. */
export const failing = (pattern: RegExp): Symptom => ({ id }) => pattern.test(id);

/** A failing check of the service, of such an id. */
export const failingOf = (pattern: RegExp): Symptom => (check, service) => check.service === service && pattern.test(check.id);

/** The registry says itself that it is not well, and so the load balancer says it of its targets. */
export const registryDegraded: Symptom = (check) =>
  (/^(?:infrastructure\/registry-health|dependencies\/registry)$/.test(check.id) && isAnswer(check, [503], ['application']) && /artifact|mlflow/i.test(check.excerpt))
  || (check.id.startsWith('control-plane/targets-') && check.service === 'registry' && [check.told['reasons']].flat().includes('Target.ResponseCodeMismatch'));

/** Counted in the load balancer over a time. */
export const isMeasured = ({ id }: Seen): boolean => /^telemetry\/(?:availability|error-rate|response-time)$/.test(id);
