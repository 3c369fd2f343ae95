import { any } from '../facts/fact.ts';
import type { Facts } from '../facts/facts.ts';
import { answered } from '../facts/of-check.ts';
import { endsBy, gets, getsNoTarget, isAnsweredBehind } from '../facts/of-host.ts';
import { tellsNumber, tellsText } from '../facts/told.ts';
import type { Rule } from '../rule.ts';
import { endedAtHost, failingOf, gotAtHost, keysNotValidated, registryDegraded } from '../symptoms.ts';

const targets = 'control-plane/targets-';

const empty = (facts: Facts, service: string) =>
  tellsNumber(facts, targets, service, 'registered', (count) => count === 0, () => `The target group of ${service} has 0 registered targets`);
const draining = (facts: Facts, service: string) =>
  tellsNumber(facts, targets, service, 'draining', (count) => count > 0, (count) => `${count} targets of ${service} are leaving, and none is healthy`);

/** What stands, or does not, behind a rule of the load balancer. */
export const target: readonly Rule[] = [
  {
    id: 'LB_TARGET_REFUSED', version: 1, layer: 'target', scope: 'hosts', confidence: 0.75,
    title: (service) => `Nothing listens on the port that the load balancer asks of ${service}`,
    evidence: (facts, service) => ({
      all: [gets(facts, service, 502, 'load-balancer')],
      // A target that leaves breaks off what it was asked.
      none: [isAnsweredBehind(facts, service), empty(facts, service), draining(facts, service)],
      raises: [{ by: 0.15, fact: tellsText(facts, targets, service, 'unhealthy', /FailedHealthChecks/, (text) => `A target of ${service} is unhealthy: ${text}`) }],
    }),
    symptoms: [gotAtHost([502], ['load-balancer']), keysNotValidated, failingOf(/^control-plane\/targets-/)],
    consequences: [],
  },
  {
    id: 'LB_NO_TARGETS', version: 1, layer: 'target', scope: 'hosts', confidence: 0.8,
    title: (service) => `The load balancer has no target of ${service} to send requests to`,
    evidence: (facts, service) => {
      const [none, leaving] = [empty(facts, service), draining(facts, service)];
      const healthy = tellsNumber(facts, targets, service, 'healthy', (count) => count > 0, (count) => `${count} targets of ${service} are healthy`);
      const unhealthy = tellsText(facts, targets, service, 'unhealthy', /./, (text) => `A target of ${service} is unhealthy: ${text}`);
      const breaks = any(endsBy(facts, service, ['header-timeout']), gets(facts, service, 502, 'load-balancer'));
      return {
        all: [any(getsNoTarget(facts, service), breaks), any(getsNoTarget(facts, service), none, leaving)],
        none: [isAnsweredBehind(facts, service), healthy, unhealthy],
        raises: [{ by: 0.17, fact: none }, { by: 0.1, fact: leaving }],
      };
    },
    symptoms: [gotAtHost([502, 503], ['load-balancer']), endedAtHost('header-timeout'), keysNotValidated, failingOf(/^control-plane\/targets-/)],
    consequences: [],
  },
  {
    id: 'LB_TARGET_TIMEOUT', version: 1, layer: 'target', scope: 'hosts', confidence: 0.8,
    title: (service) => `The load balancer gets no answer in time from ${service}`,
    evidence: (facts, service) => ({ all: [gets(facts, service, 504, 'load-balancer')], none: [isAnsweredBehind(facts, service)] }),
    symptoms: [gotAtHost([504], ['load-balancer']), keysNotValidated, failingOf(/^control-plane\/targets-/)],
    consequences: [],
  },
  {
    id: 'MLFLOW_UNREACHABLE', version: 1, layer: 'target', scope: ['mlflow'], confidence: 0.7,
    title: () => 'The registry cannot reach MLflow, to which it passes requests on',
    evidence: (facts) => ({
      all: [any(answered(facts, 'infrastructure/mlflow-health', [502, 503, 504], ['application', 'proxy']),
        answered(facts, 'infrastructure/mlflow-ui', [502, 503, 504], ['application', 'proxy']))],
      raises: [{ by: 0.15, fact: tellsText(facts, 'dependencies/discovery', 'discovery', 'differing', /mlflow/, (text) => `DNS says something else of ${text} than Cloud Map`) }],
    }),
    symptoms: [
      ({ asked, service, status, answeredBy }) => asked.host === 'registry' && service === 'mlflow' && [502, 503, 504].includes(status ?? 0) && answeredBy !== 'load-balancer',
      registryDegraded, failingOf(/^dependencies\/mlflow$/), ({ id, told }) => id === 'dependencies/discovery' && [told['differing']].flat().includes('mlflow'),
    ],
    consequences: [],
  },
];
