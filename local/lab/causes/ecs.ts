import type { ServiceName, TaskSettings } from '../settings.ts';
import type { Cause, Causes } from './cause.ts';

const task = (service: ServiceName, change: Partial<TaskSettings>, what: string): Cause => ({
  what, apply: (settings) => ({ ...settings, tasks: { ...settings.tasks, [service]: { ...settings.tasks[service], ...change } } }),
});

/** What can be wrong with how ECS starts containers. */
export const ecsCauses: Causes = {
  'auth-image-missing': task('auth', { image: 'missing' }, "auth's image is not in the repository"),
  'api-image-missing': task('api', { image: 'missing' }, "the registry's image is not in the repository"),
  'mlflow-image-missing': task('mlflow', { image: 'missing' }, "MLflow's image is not in the repository"),
  'api-command-wrong': task('api', { command: 'wrong' }, "the command of the registry's container does not exist"),
  'api-out-of-memory': task('api', { memory: 'too little' }, "the registry's container is killed for want of memory"),
  'auth-scaled-to-zero': task('auth', { desired: 0 }, 'auth is scaled to no task'),
  'mlflow-scaled-to-zero': task('mlflow', { desired: 0 }, 'MLflow is scaled to no task'),
};
