import { any } from '../facts/fact.ts';
import type { Facts } from '../facts/facts.ts';
import { answered, failsBy, passes, saysLike } from '../facts/of-check.ts';
import type { Rule, Symptom } from '../rule.ts';
import { failing, keysNotValidated, registryDegraded } from '../symptoms.ts';

const search = 'infrastructure/mlflow-search';
const listing = 'infrastructure/mlflow-artifacts';
const upload = 'registration/run';
const searched = (facts: Facts) => any(passes(facts, search), passes(facts, 'authentication/bearer-mlflow-search'), passes(facts, 'registration/experiment'));

/** What fails where artifacts are kept, and the health of who tells of it. */
const ofArtifacts: readonly Symptom[] = [failing(/^(?:infrastructure\/mlflow-artifacts|registration\/(?:run|version))$/), registryDegraded];
const ofMlflow: readonly Symptom[] = [failing(/^(?:infrastructure\/mlflow-.+|authentication\/(?:bearer|x-api-key)-mlflow-search|registration\/(?:experiment|run|version))$/), registryDegraded];

/** What an application offers, or does not. */
export const feature: readonly Rule[] = [
  {
    id: 'PROXY_ROUTE_MISSING', version: 1, layer: 'feature', scope: ['registry'], confidence: 0.8,
    title: () => "The registry itself has no route to MLflow: it answers 404 where MLflow belongs",
    evidence: (facts) => ({
      all: [answered(facts, search, [404], ['application', 'proxy']), any(passes(facts, 'infrastructure/registry-api'), passes(facts, 'authentication/bearer-api-health'))],
      raises: [{ by: 0.1, fact: answered(facts, 'infrastructure/mlflow-health', [404], ['application', 'proxy']) }],
    }),
    symptoms: [...ofMlflow, ({ id, service, status, answeredBy }) => id.startsWith('endpoints/') && service === 'mlflow' && status === 404 && answeredBy !== 'load-balancer'],
    consequences: [],
  },
  {
    id: 'MLFLOW_PREFIX_KEPT', version: 1, layer: 'feature', scope: ['registry'], confidence: 0.9,
    title: () => "The registry passes requests on to MLflow under a path that MLflow does not know",
    evidence: (facts) => ({ all: [answered(facts, search, [404], ['mlflow'])] }),
    symptoms: ofMlflow,
    consequences: [],
  },
  {
    id: 'MLFLOW_HOST_BLOCKED', version: 1, layer: 'feature', scope: ['mlflow'], confidence: 0.95,
    title: () => 'MLflow refuses the host name under which it is asked',
    evidence: (facts) => ({ all: [any(saysLike(facts, search, /Invalid Host header/), saysLike(facts, 'registration/experiment', /Invalid Host header/))] }),
    symptoms: ofMlflow,
    consequences: [],
  },
  {
    id: 'MLFLOW_DATABASE_LOST', version: 1, layer: 'feature', scope: ['mlflow'], confidence: 0.9,
    title: () => 'MLflow runs, but has lost its database',
    evidence: (facts) => ({ all: [any(answered(facts, search, [503], ['mlflow']), answered(facts, 'dependencies/mlflow', [503], ['mlflow']))] }),
    symptoms: [...ofMlflow, failing(/^dependencies\/mlflow$/)],
    consequences: [],
  },
  {
    id: 'AUTH_LOOKUP_FAILED', version: 1, layer: 'feature', scope: ['auth'], confidence: 0.7,
    title: () => 'Auth runs, but fails when it is to look up a key',
    evidence: (facts) => ({
      all: [answered(facts, 'authentication/validation', [500, 503], ['application'])],
      raises: [{ by: 0.1, fact: any(passes(facts, 'infrastructure/auth-health'), passes(facts, 'authentication/auth-health')) }],
    }),
    symptoms: [keysNotValidated, failing(/^authentication\/(?:validation.*|rate-limit)$/)],
    consequences: [],
  },
  {
    id: 'AUTH_DEPENDENCY_TIMEOUT', version: 1, layer: 'feature', scope: ['auth'], confidence: 0.55,
    title: () => 'Auth runs, but is too slow when it is to look up a key',
    evidence: (facts) => ({
      all: [failsBy(facts, 'authentication/validation', ['header-timeout']), any(passes(facts, 'infrastructure/auth-health'), passes(facts, 'authentication/auth-health'))],
    }),
    symptoms: [keysNotValidated, failing(/^authentication\/(?:validation.*|rate-limit)$/)],
    consequences: [],
  },
  {
    id: 'ARTIFACT_ROUTE_MISSING', version: 1, layer: 'feature', scope: ['registry'], confidence: 0.92,
    title: () => 'The registry has no route for artifacts: uploads get its own 404',
    evidence: (facts) => ({
      all: [searched(facts), any(answered(facts, listing, [404], ['application', 'proxy']), answered(facts, upload, [404], ['application', 'proxy']))],
      raises: [{ by: 0.03, fact: answered(facts, upload, [404], ['application', 'proxy']) }],
    }),
    symptoms: ofArtifacts,
    consequences: [],
  },
  {
    id: 'ARTIFACT_PATH_MANGLED', version: 1, layer: 'feature', scope: ['registry'], confidence: 0.88,
    title: () => 'MLflow gets requests for artifacts under a path that it does not know',
    evidence: (facts) => ({ all: [searched(facts), any(answered(facts, listing, [404], ['mlflow']), answered(facts, upload, [404], ['mlflow']))] }),
    symptoms: ofArtifacts,
    consequences: [],
  },
  {
    id: 'ARTIFACT_SERVING_DISABLED', version: 1, layer: 'feature', scope: ['mlflow'], confidence: 0.98,
    title: () => 'MLflow was started without serving artifacts',
    evidence: (facts) => {
      const disabled = /no-serve-artifacts|Artifact serving is disabled/i;
      return { all: [any(saysLike(facts, listing, disabled), saysLike(facts, upload, disabled))] };
    },
    symptoms: ofArtifacts,
    consequences: [],
  },
  {
    id: 'ARTIFACT_STORE_FAILED', version: 1, layer: 'feature', scope: ['mlflow'], confidence: 0.8,
    title: () => 'MLflow cannot write to or read from the store of its artifacts',
    evidence: (facts) => ({
      all: [searched(facts), any(answered(facts, upload, [500, 502], ['application', 'mlflow']), answered(facts, listing, [403, 500, 502], ['mlflow']))],
      raises: [{ by: 0.1, fact: answered(facts, listing, [403, 500, 502], ['mlflow']) }],
    }),
    symptoms: ofArtifacts,
    consequences: [],
  },
  {
    id: 'QUEUE_BACKLOG', version: 1, layer: 'feature', scope: ['queue'], confidence: 0.7,
    title: () => 'Messages wait in the queue and are not dealt with in time',
    evidence: (facts) => ({ all: [failsBy(facts, 'dependencies/queue', ['facts']), saysLike(facts, 'dependencies/queue', /messages that wait|oldest message/)] }),
    symptoms: [failing(/^dependencies\/queue$/)],
    consequences: [],
  },
];
