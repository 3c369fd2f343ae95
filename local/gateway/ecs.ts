import type { Service } from './service.ts';

/**
 * Answers an ECS operation in the words of its API (times are epoch seconds), or undefined for one it does not know; throws AwsError
 * for a refusal such as `ClusterNotFoundException`.
 */
export type ControlPlane = (operation: string, input: unknown) => unknown;

export const ecs = (controlPlane: ControlPlane): Service => ({
  name: 'ecs',
  protocol: 'json-1.1',
  id: 'AmazonEC2ContainerServiceV20141113',
  answer: controlPlane,
});
