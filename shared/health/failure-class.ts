import type { Result } from '../checks/result.ts';
import type { TargetReason } from '../checks/reason.ts';

/** How badly a check fails, the mildest first: from an application that refuses to a name that is gone. */
export const failureClasses = ['expectation', 'refused by application', 'application error', 'load-balancer error', 'time-out', 'no connection', 'name not found'] as const;
export type FailureClass = (typeof failureClasses)[number];

export const isWorse = (a: FailureClass, b: FailureClass): boolean => failureClasses.indexOf(a) > failureClasses.indexOf(b);

const timeouts: ReadonlySet<TargetReason> = new Set(['connect-timeout', 'tls-timeout', 'request-timeout', 'header-timeout', 'body-timeout', 'dns-timeout']);
const unconnected: ReadonlySet<TargetReason> = new Set(['connect-refused', 'connect-unreachable', 'connect-reset', 'closed-early', 'dns-unreachable']);
const nameless: ReadonlySet<TargetReason> = new Set(['dns-not-found', 'dns-no-data', 'dns-server-failure', 'dns-refused']);

/** The class of a failed result. */
export const failureClass = ({ reason, status = 0, answeredBy }: Extract<Result, { verdict: 'fail' }>): FailureClass => {
  if (nameless.has(reason)) return 'name not found';
  if (unconnected.has(reason)) return 'no connection';
  if (timeouts.has(reason)) return 'time-out';
  if (status >= 500) return answeredBy === 'load-balancer' ? 'load-balancer error' : 'application error';
  return status >= 400 ? 'refused by application' : 'expectation';
};
