import type { Deployment, DeploymentFacts, ServiceEvent } from '../../aws/ecs-deployment.ts';
import type { Stop } from '../../aws/ecs-stops.ts';
import { moment } from '../../aws/moment.ts';
import type { Facts } from '../../checks/observation.ts';
import { redact } from '../../checks/redact.ts';

const keptEvents = 5;
const keptStops = 3;
/** Codes, task definitions and deployments; there are hardly ever more. */
const keptKinds = 5;

/** Sentences in which ECS tells of trouble. Source: Amazon ECS developer guide, "Service event messages". */
const trouble = /\bunable\b|\bunhealthy\b|\bfailed\b|\bfailure\b|circuit breaker|rolling back|\bthrottl/;

/** How often each text is there, the most frequent first. */
const counted = (texts: readonly string[]): readonly (readonly [text: string, times: number])[] =>
  [...Map.groupBy(texts, (text) => text)].map(([text, all]) => [text, all.length] as const)
    .toSorted(([a, more], [b, less]) => less - more || (a < b ? -1 : 1))
    .slice(0, keptKinds);

const deploymentText = ({ status, taskDefinition, rollout, running, desired, createdAt }: Deployment): string =>
  [status, taskDefinition, rollout ?? [], `${running}/${desired}`, createdAt === undefined ? [] : `since ${moment(createdAt)}`].flat().join(' ');

const stopText = ({ at, taskDefinition, how, reason }: Stop): string => redact(`${moment(at)} ${taskDefinition} ${how}: ${reason}`);

const eventTexts = (events: readonly ServiceEvent[]): readonly string[] =>
  events.slice(0, keptEvents).map(({ at, message }) => redact(`${moment(at)} ${message}`));

/** What ECS told of a service's deployments, bounded and without secrets, as facts. `now` is epoch milliseconds. */
export const factsOf = ({ running, desired, taskDefinition, deployments, stops, events }: DeploymentFacts, now: number): Facts => {
  const primary = deployments.find(({ status }) => status === 'PRIMARY');
  const { rollout = 'untold', failedTasks = 0, createdAt } = primary ?? {};
  const died = stops.filter(({ byItself }) => byItself);
  return {
    rollout, failedTasks, running, desired,
    stoppedLastHour: died.length,
    stops: counted(stops.map(({ how }) => how)).map(([how, times]) => `${how} x${times}`),
    lastStops: died.slice(0, keptStops).map(stopText),
    stoppedDefinitions: counted(died.map((stop) => stop.taskDefinition))
      .map(([name, times]) => `${name} x${times}${name === taskDefinition ? ' (deployed)' : ''}`),
    ...(createdAt === undefined ? {} : { deployedAt: moment(createdAt), minutesSinceDeployment: Math.floor((now - createdAt) / 60_000) }),
    taskDefinition,
    deployments: deployments.slice(0, keptKinds).map(deploymentText),
    events: eventTexts(events),
    unsteadyEvents: eventTexts(events.filter(({ message }) => trouble.test(message))),
  };
};
