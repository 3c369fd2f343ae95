import { databaseChecks } from './control-plane/database.ts';
import { deploymentChecks } from './control-plane/deployments.ts';
import { discoveryChecks } from './control-plane/discovery.ts';
import { listenerChecks } from './control-plane/listeners.ts';
import { rotationChecks } from './control-plane/rotations.ts';
import { ruleChecks } from './control-plane/rules.ts';
import { targetChecks } from './control-plane/targets.ts';
import type { Generate } from './checks-of.ts';

/**
 * What AWS says of the platform: target groups, the load balancer's listeners and rules, deployments, service discovery, the database's
 * instance, rotations of secrets. None of it
 * changes a service's state: what is wrong there without a user noticing is a warning, and what users notice other categories see.
 */
export const controlPlane: Generate = (platform) => [
  ...targetChecks(platform), ...listenerChecks(platform), ...ruleChecks(platform), ...deploymentChecks(platform),
  ...discoveryChecks(platform), ...databaseChecks(platform), ...rotationChecks(platform),
];
