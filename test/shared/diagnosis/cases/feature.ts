import { fails, got, passes } from '../glance.ts';
import type { Case } from './case.ts';
import { facts } from './words.ts';

const search = 'infrastructure/mlflow-search';
const listing = 'infrastructure/mlflow-artifacts';
const run = 'registration/run';
const unable = fails('step', { status: 404, by: 'application', detail: 'upload a file (404 from the application): Not Found' });

export const feature: readonly Case[] = [
  {
    finding: 'PROXY_ROUTE_MISSING:registry 0.8', needs: { [search]: got(404, 'application'), 'infrastructure/registry-api': passes() },
    surer: [{ 'infrastructure/mlflow-health': got(404, 'application') }, 0.9],
    alike: [
      ['MLflow says it', { [search]: got(404, 'mlflow') }, ['MLFLOW_PREFIX_KEPT:registry 0.9']],
      ['the load balancer says it', { [search]: got(404, 'load-balancer') }, ['LISTENER_RULE_MISSING:registry 0.88']],
    ],
  },
  {
    finding: 'MLFLOW_PREFIX_KEPT:registry 0.9', needs: { [search]: got(404, 'mlflow') },
    alike: [['MLflow refuses the host', { [search]: got(403, 'mlflow', { excerpt: 'Invalid Host header' }) }, ['MLFLOW_HOST_BLOCKED:mlflow 0.95']]],
  },
  {
    finding: 'MLFLOW_HOST_BLOCKED:mlflow 0.95', needs: { [search]: got(403, 'mlflow', { excerpt: 'Invalid Host header' }) },
    alike: [['MLflow refuses for another reason', { [search]: got(403, 'mlflow') }, ['UNEXPLAINED:feature:mlflow 0.2']]],
  },
  {
    finding: 'MLFLOW_DATABASE_LOST:mlflow 0.9', needs: { [search]: got(503, 'mlflow') },
    alike: [['artifacts are not served', { [search]: passes(), [listing]: got(503, 'mlflow', { excerpt: 'started with --no-serve-artifacts' }) }, ['ARTIFACT_SERVING_DISABLED:mlflow 0.98']]],
  },
  {
    finding: 'AUTH_LOOKUP_FAILED:auth 0.7', needs: { 'authentication/validation': got(500, 'application') },
    surer: [{ 'infrastructure/auth-health': passes() }, 0.8],
    alike: [['it waits', { 'authentication/validation': fails('header-timeout'), 'infrastructure/auth-health': passes() }, ['AUTH_DEPENDENCY_TIMEOUT:auth 0.55']]],
  },
  {
    finding: 'AUTH_DEPENDENCY_TIMEOUT:auth 0.55', needs: { 'authentication/validation': fails('header-timeout'), 'infrastructure/auth-health': passes() },
    alike: [['all of auth hangs', { 'infrastructure/auth-health': fails('header-timeout') }, ['UNEXPLAINED:feature:auth 0.2']]],
  },
  {
    finding: 'ARTIFACT_ROUTE_MISSING:registry 0.92', needs: { [search]: passes(), [listing]: got(404, 'application') },
    surer: [{ [run]: unable }, 0.95],
    alike: [
      ['MLflow says it', { [listing]: got(404, 'mlflow') }, ['ARTIFACT_PATH_MANGLED:registry 0.88']],
      ['the load balancer says it', { [listing]: got(404, 'load-balancer') }, ['LISTENER_RULE_MISSING:registry 0.88']],
      ['artifacts are not served', { [listing]: got(503, 'mlflow', { excerpt: 'Artifact serving is disabled' }) }, ['ARTIFACT_SERVING_DISABLED:mlflow 0.98']],
      ['the store fails', { [listing]: got(500, 'mlflow') }, ['ARTIFACT_STORE_FAILED:mlflow 0.9']],
    ],
  },
  {
    finding: 'ARTIFACT_PATH_MANGLED:registry 0.88', needs: { [search]: passes(), [listing]: got(404, 'mlflow') },
    alike: [['no path of MLflow is right', { [search]: got(404, 'mlflow') }, ['MLFLOW_PREFIX_KEPT:registry 0.9']]],
  },
  {
    finding: 'ARTIFACT_SERVING_DISABLED:mlflow 0.98', needs: { [listing]: got(503, 'mlflow', { excerpt: 'started with --no-serve-artifacts' }) },
    alike: [['MLflow is not ready', { [listing]: got(503, 'mlflow') }, ['UNEXPLAINED:feature:mlflow 0.2']]],
  },
  {
    finding: 'ARTIFACT_STORE_FAILED:mlflow 0.9', needs: { [search]: passes(), [listing]: got(500, 'mlflow') },
    alike: [['MLflow fails altogether', { [search]: got(500, 'mlflow') }, ['UNEXPLAINED:feature:mlflow 0.2']]],
  },
  {
    finding: 'QUEUE_BACKLOG:queue 0.7', needs: { 'dependencies/queue': facts({ detail: 'expected age of the oldest message ≤ 600 s, got 3754 s' }) },
    alike: [['there is no queue', { 'dependencies/queue': fails('not-found') }, ['UNEXPLAINED:feature:queue 0.2']]],
  },
];
