import type { Service } from '../../platform/platform.ts';
import { own } from '../../platform/own.ts';
import { redact } from '../../checks/redact.ts';
import { failingOf } from './failing-of.ts';
import { newsFirst, sufferingIn } from './in-trouble.ts';
import type { Letter, PlatformFacts } from './letter.ts';
import { command } from './shell-word.ts';

const mostServices = 3;
const mostChecks = 3;
/** A longer one cannot be copied out of an e-mail in one piece. */
const longest = 400;

const tasks = 'services[0].[runningCount,desiredCount,events[:3].message]';
const health = 'TargetHealthDescriptions[].TargetHealth';
const instance = 'DBInstances[0].[DBInstanceStatus,PendingModifiedValues]';

const ofEcs = (region: string) => ({ cluster, service, targetGroup, logGroup }: Service): readonly (string | undefined)[] => [
  command`aws ecs describe-services --region ${region} --cluster ${cluster} --services ${service} --query ${tasks}`,
  ...(targetGroup === undefined
    ? [] : [command`aws elbv2 describe-target-health --region ${region} --target-group-arn ${targetGroup} --query ${health}`]),
  ...(logGroup === undefined ? [] : [command`aws logs tail ${logGroup} --region ${region} --since 30m`]),
];

const ofDatabase = ({ databaseInstance: id, region }: PlatformFacts): readonly (string | undefined)[] => (id === undefined ? [] : [
  command`aws rds describe-db-instances --region ${region} --db-instance-identifier ${id} --query ${instance}`,
  command`aws rds describe-events --region ${region} --source-type db-instance --source-identifier ${id} --duration 60`,
]);

const checksToExplain = (letter: Letter): readonly string[] => {
  const { note, states } = letter;
  if (note.kind === 'impaired') {
    return states.flatMap(({ category, checks }) =>
      checks.flatMap(({ service, result }) => (result.verdict === 'unknown' && note.unseen.includes(`${category}: ${service}`) ? [result.check] : [])));
  }
  const firstOfEach = Map.groupBy(failingOf(letter), ({ service }) => service);
  return [...firstOfEach.values()].flatMap(([first]) => (first === undefined ? [] : [first.result.check]));
};

const commandsFor = (letter: Letter): readonly (string | undefined)[] => {
  const { facts, note } = letter;
  if (note.kind === 'trial' || note.kind === 'deliverable') return [];
  if (note.kind === 'undeliverable') return [command`health test-alert ${note.audience}`];
  const services = sufferingIn(note).map(({ service }) => service).toSorted(newsFirst(note)).slice(0, mostServices);
  return [
    ...checksToExplain(letter).slice(0, mostChecks).map((check) => command`health explain ${check}`),
    ...services.flatMap((service) => (own(facts.resources, service) ?? []).slice(0, 2).flatMap(ofEcs(facts.region))),
    ...(services.includes('database') ? ofDatabase(facts) : []),
  ];
};

/**
 * Commands that look and change nothing, those that say most first, with the platform's own names, as a POSIX shell takes them; of an audience that
 * refuses messages the one that tries it. What is too long to be copied, or looks like a secret, is left out.
 */
export const lookCommands = (letter: Letter): readonly string[] =>
  [...new Set(commandsFor(letter))].filter((each) => each !== undefined).filter((each) => each.length <= longest && redact(each) === each);
