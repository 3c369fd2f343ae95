import { any, type Fact } from '../facts/fact.ts';
import type { Facts } from '../facts/facts.ts';
import { answered, check, failsBy, isAnswer, passes, saysLike } from '../facts/of-check.ts';
import { gets, getsFixedPage } from '../facts/of-host.ts';
import { tellsNumber, tellsText } from '../facts/told.ts';
import { dependents, itself, itselfAndDependents } from '../reach.ts';
import type { Consequence, Rule } from '../rule.ts';
import { failing, failingOf, gotAtHost, keysNotValidated } from '../symptoms.ts';

const ofTasks = failingOf(/^(?:infrastructure\/ecs-|control-plane\/(?:deployment|targets)-|telemetry\/task-restarts-)/);
const memory = /OutOfMemory|exit 137/;
const exited = /EssentialContainerExited/;
const stopped = (service: string, count: number): string => `${count} tasks of ${service} stopped by themselves within the hour`;

/** What comes of a service of which nothing runs: nobody is behind its port and its name, and who needs it dies as well. */
const withoutTasks: readonly Consequence[] = [
  ...['LB_TARGET_REFUSED', 'LB_NO_TARGETS', 'MLFLOW_NOT_REGISTERED', 'MLFLOW_UNREACHABLE'].map((rule) => ({ rule, of: itself })),
  ...['CRASH_LOOP', 'QUEUE_BACKLOG'].map((rule) => ({ rule, of: dependents })),
];

/** What AWS says becomes of requests to the host, whosever they are. */
const misrouted = (facts: Facts, host: string, how: RegExp): Fact =>
  tellsText(facts, `control-plane/rule-${host}-`, undefined, 'misrouted', how, (text) => `By the rules of the load balancer, ${text}`);

/** Tasks that die, service discovery, and the load balancer's rules. */
export const task: readonly Rule[] = [
  {
    id: 'CRASH_LOOP', version: 1, layer: 'task', scope: 'tasks', confidence: 0.85,
    title: (service) => `The tasks of ${service} start and die again and again`,
    evidence: (facts, service) => {
      const ecs = facts.about('infrastructure/ecs-', service)[0]?.id ?? '';
      return {
        all: [failsBy(facts, ecs, ['tasks']), saysLike(facts, ecs, exited)],
        none: [saysLike(facts, ecs, memory)],
        raises: [{ by: 0.05, fact: tellsNumber(facts, 'control-plane/deployment-', service, 'stoppedLastHour', (count) => count >= 2, (count) => stopped(service, count)) }],
      };
    },
    symptoms: [ofTasks],
    consequences: withoutTasks,
  },
  {
    id: 'OUT_OF_MEMORY', version: 1, layer: 'task', scope: 'tasks', confidence: 0.9,
    title: (service) => `The tasks of ${service} are killed because they have too little memory`,
    evidence: (facts, service) => {
      const ecs = facts.about('infrastructure/ecs-', service)[0]?.id ?? '';
      return { all: [failsBy(facts, ecs, ['tasks']), saysLike(facts, ecs, memory)] };
    },
    symptoms: [ofTasks],
    consequences: withoutTasks,
  },
  {
    id: 'SCALED_TO_ZERO', version: 1, layer: 'task', scope: 'tasks', confidence: 0.9,
    title: (service) => `No task of ${service} runs because none is wanted`,
    evidence: (facts, service) => {
      const ecs = facts.about('infrastructure/ecs-', service)[0]?.id ?? '';
      return { all: [failsBy(facts, ecs, ['tasks']), saysLike(facts, ecs, /\b0 running of 0 desired/)] };
    },
    symptoms: [ofTasks],
    consequences: withoutTasks,
  },
  {
    id: 'MLFLOW_NOT_REGISTERED', version: 1, layer: 'task', scope: ['mlflow'], confidence: 0.7,
    title: () => 'MLflow has no instance in service discovery, so its private name leads nowhere',
    evidence: (facts) => {
      const none = tellsNumber(facts, 'control-plane/discovery-mlflow', 'discovery', 'healthy', (count) => count === 0, () => 'Cloud Map has no healthy instance of mlflow');
      const unnamed = failsBy(facts, 'dependencies/mlflow', ['dns-not-found', 'dns-no-data']);
      return { all: [any(unnamed, none)], none: [passes(facts, 'dependencies/mlflow')], raises: [{ by: 0.2, fact: none }] };
    },
    symptoms: [failing(/^(?:dependencies\/(?:mlflow|discovery)|control-plane\/discovery-mlflow)$/)],
    consequences: [{ rule: 'CRASH_LOOP', of: dependents }, { rule: 'MLFLOW_UNREACHABLE', of: itself }],
  },
  {
    id: 'HOST_RULE_MISSING', version: 1, layer: 'task', scope: 'hosts', confidence: 0.8,
    title: (host) => `The load balancer sends requests for the ${host} host to another service`,
    evidence: (facts, host) => {
      const elsewhere = misrouted(facts, host, /: (?:to|\d+ % to) /);
      // It answers a path of the other host as that does, instead of not knowing it.
      const foreign = check(facts, `routing/${host}-foreign-path`, (seen) =>
        seen.verdict === 'fail' && isAnswer(seen, [200, 400, 401, 403, 405, 422], ['application', 'mlflow']));
      const unknownThere = answered(facts, `routing/${host}-own-path`, [404], ['application', 'mlflow']);
      return {
        all: [any(foreign, elsewhere), any(unknownThere, elsewhere)],
        none: [passes(facts, `routing/${host}-own-path`)],
        raises: [{ by: 0.1, fact: foreign }, { by: 0.08, fact: elsewhere }],
      };
    },
    symptoms: [
      keysNotValidated, gotAtHost([401, 403, 404], ['application', 'mlflow']),
      ({ id, reason }, host) => host === 'auth' && id === 'authentication/rate-limit' && reason === 'header-timeout',
      ({ id }, host) => id.startsWith(`control-plane/rule-${host}-`), failingOf(/^control-plane\/targets-/),
    ],
    consequences: [{ rule: 'AUTH_LOOKUP_FAILED', of: itself }, { rule: 'PROXY_ROUTE_MISSING', of: itselfAndDependents }],
  },
  {
    id: 'LISTENER_RULE_ANSWERS', version: 1, layer: 'task', scope: 'hosts', confidence: 0.6,
    title: (host) => `A rule of the load balancer answers for the ${host} host itself`,
    evidence: (facts, host) => {
      const byRule = misrouted(facts, host, /(?:fixed-response|redirect) \d+ by rule/);
      return { all: [any(byRule, getsFixedPage(facts, host))], raises: [{ by: 0.35, fact: byRule }] };
    },
    symptoms: [
      gotAtHost([200, 403, 404, 410, 503], ['load-balancer']), keysNotValidated,
      ({ id, detail }, host) => id.startsWith(`control-plane/rule-${host}-`) && /by rule \d/.test(detail),
    ],
    consequences: [],
  },
  {
    id: 'LISTENER_RULE_MISSING', version: 1, layer: 'task', scope: 'hosts', confidence: 0.88,
    title: (host) => `The load balancer has no rule for paths of the ${host} host: it answers 404`,
    evidence: (facts, host) => ({
      all: [gets(facts, host, 404, 'load-balancer')],
      raises: [{ by: 0.1, fact: misrouted(facts, host, /fixed-response 404 by the default rule/) }],
    }),
    symptoms: [
      gotAtHost([404], ['load-balancer']),
      ({ id, detail }, host) => id.startsWith(`control-plane/rule-${host}-`) && /by the default rule/.test(detail),
      // A group that no rule leads to is of no use.
      ({ id, service, told }, host) => id.startsWith('control-plane/targets-') && service === host && [told['reasons']].flat().includes('Target.NotInUse'),
    ],
    consequences: [],
  },
];
