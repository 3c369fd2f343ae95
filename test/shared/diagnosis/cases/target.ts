import { fails, got, passes } from '../glance.ts';
import type { Case } from './case.ts';
import { facts } from './words.ts';

const targets = (told: Readonly<Record<string, number | string[]>>) => facts({ facts: told });

export const target: readonly Case[] = [
  {
    finding: 'LB_TARGET_REFUSED:registry 0.75', needs: { 'infrastructure/registry-health': got(502, 'load-balancer') },
    surer: [{ 'control-plane/targets-api': targets({ unhealthy: ['192.0.2.1:80 Target.FailedHealthChecks'] }) }, 0.9],
    alike: [
      ['the application passes it on', { 'infrastructure/registry-health': got(502, 'application') }, ['UNEXPLAINED:feature:registry 0.2']],
      ['targets are leaving', { 'control-plane/targets-api': targets({ registered: 1, healthy: 0, draining: 1, unhealthy: [] }) }, ['LB_NO_TARGETS:registry 0.9']],
      ['another path is answered', { 'endpoints/get-models': passes({ status: 401, by: 'application' }) }, ['UNEXPLAINED:target:registry 0.2']],
    ],
  },
  {
    finding: 'LB_NO_TARGETS:registry 0.8', needs: { 'infrastructure/registry-health': got(503, 'load-balancer') },
    surer: [{ 'control-plane/targets-api': targets({ registered: 0, healthy: 0, unhealthy: [] }) }, 0.97],
    alike: [
      ['some target is healthy', { 'control-plane/targets-api': passes({ facts: { registered: 1, healthy: 1, unhealthy: [] } }) }, ['UNEXPLAINED:target:registry 0.2']],
      ['the application says it', { 'infrastructure/registry-health': got(503, 'application') }, ['UNEXPLAINED:feature:registry 0.2']],
    ],
  },
  {
    finding: 'LB_TARGET_TIMEOUT:registry 0.8', needs: { 'infrastructure/registry-health': got(504, 'load-balancer') },
    alike: [['the checker waits for it', { 'infrastructure/registry-health': fails('header-timeout') }, ['UNEXPLAINED:feature:registry 0.2']]],
  },
  {
    finding: 'MLFLOW_UNREACHABLE:mlflow 0.7', needs: { 'infrastructure/mlflow-health': got(502, 'application') },
    surer: [{ 'dependencies/discovery': facts({ facts: { differing: ['mlflow'] } }) }, 0.85],
    alike: [['the load balancer reaches nobody', { 'infrastructure/mlflow-health': got(502, 'load-balancer') }, ['LB_TARGET_REFUSED:registry 0.75']]],
  },
];
