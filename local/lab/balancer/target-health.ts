import { request } from 'node:http';
import type { Target } from './rule.ts';

/** What a target group says of a target, in the words of DescribeTargetHealth. */
export interface TargetHealth { readonly State: string; readonly Reason?: string; readonly Description?: string }

const unhealthy = (Reason: string, Description: string): TargetHealth => ({ State: 'unhealthy', Reason: `Target.${Reason}`, Description });

/** How long a target has for its health, milliseconds. */
const usualTimeoutMs = 2_000;

/**
 * Asks a target's health path as a load balancer does, now, and says what came of it. Source: Elastic Load Balancing user guide, "Target
 * health status" and "Target health reason codes".
 */
export const healthOf = ({ address, port, refusedAt, draining }: Target, path: string, timeoutMs = usualTimeoutMs): Promise<TargetHealth> => {
  if (draining !== undefined) {
    const Description = 'Target deregistration is in progress';
    return Promise.resolve({ State: 'draining', Reason: 'Target.DeregistrationInProgress', Description });
  }
  return new Promise((resolve) => {
    const headers = { 'Host': `${address}:${port}`, 'User-Agent': 'ELB-HealthChecker/2.0', 'Connection': 'close' };
    const asked = request({ host: address, port: refusedAt ?? port, path, headers, agent: false, timeout: timeoutMs });
    asked.on('timeout', () => {
      resolve(unhealthy('Timeout', 'Request timed out'));
      asked.destroy();
    });
    asked.on('error', () => resolve(unhealthy('FailedHealthChecks', 'Health checks failed')));
    asked.on('response', ({ statusCode = 0 }) => {
      const other = `Health checks failed with these codes: [${statusCode}]`;
      resolve(statusCode === 200 ? { State: 'healthy' } : unhealthy('ResponseCodeMismatch', other));
      asked.destroy();
    });
    asked.end();
  });
};
