import type { Check } from '../shared/checks/check.ts';
import { categoriesOf, isEarly, type CategoryName } from '../shared/platform/category.ts';
import type { Platform } from '../shared/platform/platform.ts';
import { DeploymentError } from './deployment-error.ts';
import { functionKey, functionOf, incidentFunction, incidentRole, roleOf, templateName } from './function-template.ts';
import { grantsOf } from './grants.ts';

/** What serverless.yml takes from the description. */
export interface Deployment {
  readonly environment: string;
  readonly region: string;
  /** One a category that has checks, and that of incidents. */
  readonly functions: Readonly<Record<string, unknown>>;
  /** Intervals without a run from which a category counts as dead. */
  readonly deadAfter: number;
  /** Seconds without any metric after which the checker counts as dead. */
  readonly deadManPeriod: number;
  /** CloudFormation resources: the functions' roles. */
  readonly resources: { readonly Resources: Readonly<Record<string, unknown>> };
}

const minuteMs = 60_000;
/** A category that missed this many runs in a row is dead. */
const missedRuns = 3;

/**
 * So long may nothing be measured, in milliseconds: twice the interval, so that one run may be missed, and the minute by which the next one may
 * measure later in its run, because something fails and is probed again, than the one before did.
 */
const silentMs = (everyMs: number): number => 2 * everyMs + minuteMs;

/** EventBridge counts in whole minutes, and wants the singular for one. */
const rateOf = (category: CategoryName, everyMs: number): string => {
  const minutes = everyMs / minuteMs;
  if (!Number.isInteger(minutes)) {
    throw new DeploymentError(`The schedule of ${category} is ${everyMs / 1000} s; on AWS it is a whole number of minutes.`);
  }
  return `rate(${minutes} ${minutes === 1 ? 'minute' : 'minutes'})`;
};

/** One that may run early is called every minute, to find out whether it is due. Throws DeploymentError. */
const scheduled = (category: CategoryName, everyMs: number): unknown => {
  const rate = rateOf(category, everyMs);
  return isEarly(category) ? functionOf(category, rateOf(category, minuteMs), true) : functionOf(category, rate, false);
};

/** What the stack takes from a platform and its checks. Throws DeploymentError. */
export const deploymentOf = (platform: Platform, checks: readonly Check[]): Deployment => {
  if (!/^[A-Za-z0-9-]+$/.test(platform.environment)) {
    throw new DeploymentError(`The environment "${platform.environment}" is part of the stack's name, which takes letters, digits and "-" only.`);
  }
  const categories = categoriesOf(checks);
  const intervals = categories.map((category) => platform.schedule[category]);
  const grants = (category: CategoryName) => grantsOf(platform, checks.filter((check) => check.category === category));
  return {
    environment: platform.environment,
    region: platform.region,
    functions: {
      ...Object.fromEntries(categories.map((category) => [functionKey(category), scheduled(category, platform.schedule[category])])),
      [functionKey('incident')]: incidentFunction,
    },
    deadAfter: missedRuns,
    deadManPeriod: silentMs(Math.min(...intervals)) / 1000,
    resources: {
      Resources: {
        ...Object.fromEntries(categories.map((category) => [`${templateName(category)}Role`, roleOf(category, grants(category))])),
        [`${templateName('incident')}Role`]: incidentRole(grantsOf(platform, [])),
      },
    },
  };
};
