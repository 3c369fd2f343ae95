import { fails, got, passes } from '../glance.ts';
import type { Case } from './case.ts';
import { facts, loop } from './words.ts';

const misrouted = (...requests: string[]) => facts({ facts: { misrouted: requests }, detail: `expected no misrouted requests, got ${requests.join()}` });

export const task: readonly Case[] = [
  {
    finding: 'CRASH_LOOP:registry 0.85', needs: { 'infrastructure/ecs-api': loop },
    surer: [{ 'control-plane/deployment-api': facts({ facts: { stoppedLastHour: 34 } }) }, 0.9],
    alike: [
      ['too little memory', { 'infrastructure/ecs-api': fails('tasks', { detail: 'EssentialContainerExited: OutOfMemoryError (exit 137)' }) }, ['OUT_OF_MEMORY:registry 0.9']],
      ['it is over', { 'infrastructure/ecs-api': passes(), 'control-plane/deployment-api': facts({ facts: { stoppedLastHour: 34 } }) }, ['UNEXPLAINED:task:registry 0.2']],
    ],
  },
  {
    finding: 'OUT_OF_MEMORY:registry 0.9', needs: { 'infrastructure/ecs-api': fails('tasks', { detail: 'EssentialContainerExited: OutOfMemoryError (exit 137)' }) },
    alike: [['it dies by itself', { 'infrastructure/ecs-api': loop }, ['CRASH_LOOP:registry 0.85']]],
  },
  {
    finding: 'SCALED_TO_ZERO:registry 0.9', needs: { 'infrastructure/ecs-api': fails('tasks', { detail: 'got 0 running of 0 desired' }) },
    alike: [['some are wanted', { 'infrastructure/ecs-api': fails('tasks', { detail: 'got 0 running of 2 desired' }) }, ['UNEXPLAINED:task:registry 0.2']]],
  },
  {
    finding: 'MLFLOW_NOT_REGISTERED:mlflow 0.7', needs: { 'dependencies/mlflow': fails('dns-not-found') },
    surer: [{ 'control-plane/discovery-mlflow': facts({ facts: { healthy: 0 } }) }, 0.9],
    alike: [['its name leads elsewhere', { 'dependencies/mlflow': fails('connect-refused') }, ['UNEXPLAINED:target:mlflow 0.2']]],
  },
  {
    finding: 'HOST_RULE_MISSING:auth 0.9', needs: { 'routing/auth-foreign-path': got(401, 'application'), 'routing/auth-own-path': got(404, 'application') },
    surer: [{ 'control-plane/rule-auth-api': misrouted('GET /v1/keys: to other by rule 90') }, 0.98],
    alike: [
      ['auth is slow', { 'routing/auth-foreign-path': passes(), 'routing/auth-own-path': passes(), 'authentication/validation': fails('header-timeout'), 'infrastructure/auth-health': passes() }, ['AUTH_DEPENDENCY_TIMEOUT:auth 0.55']],
      ['auth has no such path', { 'routing/auth-foreign-path': passes() }, ['UNEXPLAINED:feature:auth 0.2']],
    ],
  },
  {
    finding: 'LISTENER_RULE_ANSWERS:registry 0.6', needs: { 'infrastructure/registry-health': got(503, 'load-balancer', { excerpt: 'Back soon' }) },
    surer: [{ 'control-plane/rule-registry-health': misrouted('GET /health: fixed-response 503 by rule 1') }, 0.95],
    alike: [['nothing is behind', { 'infrastructure/registry-health': got(503, 'load-balancer', { excerpt: '503 Service Temporarily Unavailable' }) }, ['LB_NO_TARGETS:registry 0.8']]],
  },
  {
    finding: 'LISTENER_RULE_MISSING:registry 0.88', needs: { 'infrastructure/registry-health': got(404, 'load-balancer') },
    surer: [{ 'control-plane/rule-registry-health': misrouted('GET /health: fixed-response 404 by the default rule') }, 0.98],
    alike: [['the application says so', { 'infrastructure/registry-health': got(404, 'application') }, ['UNEXPLAINED:feature:registry 0.2']]],
  },
];
