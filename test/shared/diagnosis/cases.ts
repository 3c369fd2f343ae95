import { fails, got, passes, type Glances } from './glance.ts';

/** A rule: what it needs to see, no more; what makes it surer; and what looks like it, with what that is found to be. */
export interface Case {
  /** With its confidence on what it needs alone. */
  readonly finding: string;
  readonly needs: Glances;
  /** What else is seen, and the confidence that comes of it. */
  readonly surer?: readonly [Glances, confidence: number];
  /** Instead, or besides; what is found then. */
  readonly alike: readonly (readonly [what: string, Glances, found: readonly string[]])[];
}

const facts = (told: Parameters<typeof passes>[0] & object) => fails('facts', told);
const targets = (told: Readonly<Record<string, number | string[]>>) => facts({ facts: told });
const misrouted = (...requests: string[]) => facts({ facts: { misrouted: requests }, detail: `expected no misrouted requests, got ${requests.join()}` });
const loop = fails('tasks', { detail: 'expected tasks that keep running, got 34 stopped by themselves within an hour, the last one by EssentialContainerExited: Essential container in task exited (exit 1)' });
const refused = fails('login-refused', { detail: 'password authentication failed for user "app"' });
const [search, listing, run] = ['infrastructure/mlflow-search', 'infrastructure/mlflow-artifacts', 'registration/run'] as const;
const unable = fails('step', { status: 404, by: 'application', detail: 'upload a file (404 from the application): Not Found' });

export const nameCases: readonly Case[] = [
  ...([
    ['DNS_PUBLIC_MISSING', 0.9, 'dns-not-found'], ['DNS_ZONE_BROKEN', 0.8, 'dns-server-failure'], ['TLS_EXPIRED', 0.95, 'tls-expired'],
    ['TLS_NOT_YET_VALID', 0.95, 'tls-not-yet-valid'], ['TLS_NAME_MISMATCH', 0.95, 'tls-name-mismatch'], ['TLS_UNTRUSTED', 0.95, 'tls-untrusted'],
  ] as const).map(([id, confidence, reason]): Case => ({
    finding: `${id}:registry ${confidence}`, needs: { 'routing/registry-certificate': fails(reason) },
    alike: [
      ['the same of the other host', { 'routing/registry-certificate': passes(), 'routing/auth-certificate': fails(reason) }, [`${id}:auth ${confidence}`]],
      ['nothing listens', { 'routing/registry-certificate': fails('connect-refused') }, ['UNEXPLAINED:target:registry 0.2']],
    ],
  })),
];

export const checkerCases: readonly Case[] = [{
  finding: 'CHECKER_KEY_REJECTED:auth 0.85',
  needs: { 'authentication/validation': got(401, 'application'), 'infrastructure/auth-health': passes(), 'routing/auth-own-path': passes() },
  surer: [{ 'authentication/second-key': passes() }, 0.95],
  alike: [
    ['both keys are refused: the keys are lost', { 'authentication/second-key': got(401, 'application') }, ['UNEXPLAINED:feature:auth 0.2']],
    [
      'another application refuses in place of auth',
      { 'routing/auth-own-path': got(404, 'application'), 'routing/auth-foreign-path': got(401, 'application') }, ['HOST_RULE_MISSING:auth 0.9'],
    ],
  ],
}];

export const storeCases: readonly Case[] = [
  {
    finding: 'ROTATION_UNFINISHED:secrets 0.8', needs: { 'control-plane/rotations': facts({ facts: { unfinished: ['2025-08-05T06:12:03Z a/secret'] } }) },
    surer: [{ 'dependencies/database': refused }, 0.95],
    alike: [['it is only late', { 'control-plane/rotations': facts({ facts: { unfinished: [], overdue: ['2025-08-05T06:12:03Z a/secret'] } }) }, ['UNEXPLAINED:store:secrets 0.2']]],
  },
  {
    finding: 'SECRET_MISSING:secrets 0.9', needs: { 'dependencies/secrets': facts({ facts: { notFound: ['a/secret'] } }) },
    surer: [{ 'dependencies/database': fails('secret-incomplete', { detail: 'The credential (secret a/secret, field password) is not there' }) }, 0.95],
    alike: [['the login lacks another', { 'dependencies/database': fails('secret-incomplete', { detail: 'secret b/other' }) }, ['SECRET_MISSING:secrets 0.9', 'DB_WRONG_CREDENTIALS:database 0.85']]],
  },
  {
    finding: 'SECRET_INCOMPLETE:secrets 0.85', needs: { 'dependencies/secrets': facts({ facts: { incomplete: ['a/secret: key'] } }) },
    surer: [{ 'infrastructure/ecs-mlflow': fails('tasks') }, 0.9],
    alike: [['it is the secret of the login', { 'dependencies/database': fails('secret-incomplete', { detail: 'secret a/secret, field key' }) }, ['DB_WRONG_CREDENTIALS:database 0.9']]],
  },
  {
    finding: 'DB_WRONG_CREDENTIALS:database 0.85', needs: { 'dependencies/database': refused },
    surer: [{ 'dependencies/database': fails('secret-incomplete', { detail: 'no password; tried as "a", described is "b"' }), 'infrastructure/ecs-mlflow': loop }, 0.95],
    alike: [
      ['who may come says no', { 'dependencies/database': fails('login-refused', { detail: 'pg_hba.conf rejects connection' }) }, ['DB_LOGIN_BARRED:database 0.9']],
      ['nobody is there', { 'dependencies/database': fails('connect-refused') }, ['DB_UNREACHABLE:database 0.85']],
    ],
  },
  {
    finding: 'DB_LOGIN_BARRED:database 0.9', needs: { 'dependencies/database': fails('login-refused', { detail: 'pg_hba.conf rejects connection' }) },
    alike: [['the password is wrong', { 'dependencies/database': refused }, ['DB_WRONG_CREDENTIALS:database 0.85']]],
  },
  ...([['DB_MISSING', 0.95, 'database-missing'], ['DB_CONNECTIONS_EXHAUSTED', 0.9, 'too-many-connections'], ['DB_NOT_READY', 0.9, 'not-ready']] as const).map(([id, confidence, reason]): Case => ({
    finding: `${id}:database ${confidence}`, needs: { 'dependencies/database': fails(reason) },
    alike: [['the password is wrong', { 'dependencies/database': refused }, ['DB_WRONG_CREDENTIALS:database 0.85']]],
  })),
  {
    finding: 'DB_UNREACHABLE:database 0.85', needs: { 'dependencies/database': fails('connect-timeout') },
    surer: [{ 'control-plane/database': facts({ facts: { status: 'stopped' } }) }, 0.95],
    alike: [['it is starting', { 'dependencies/database': fails('not-ready') }, ['DB_NOT_READY:database 0.9']]],
  },
  {
    finding: 'TASK_CANNOT_START:registry 0.9', needs: { 'infrastructure/ecs-api': fails('tasks', { detail: 'the last one by TaskFailedToStart: CannotPullContainerError' }) },
    surer: [{ 'control-plane/deployment-api': facts({ facts: { stops: ['TaskFailedToStart x2'] } }) }, 0.95],
    alike: [['it starts, and dies', { 'infrastructure/ecs-api': loop }, ['CRASH_LOOP:registry 0.85']]],
  },
];

export const taskCases: readonly Case[] = [
  {
    finding: 'CRASH_LOOP:registry 0.85', needs: { 'infrastructure/ecs-api': loop },
    surer: [{ 'control-plane/deployment-api': facts({ facts: { stoppedLastHour: 34 } }) }, 0.9],
    alike: [
      ['too little memory', { 'infrastructure/ecs-api': fails('tasks', { detail: 'EssentialContainerExited: OutOfMemoryError (exit 137)' }) }, ['OUT_OF_MEMORY:registry 0.9']],
      ['it is over', { 'infrastructure/ecs-api': passes(), 'control-plane/deployment-api': facts({ facts: { stoppedLastHour: 34 } }) }, ['UNEXPLAINED:task:registry 0.2']],
    ],
  },
  {
    finding: 'OUT_OF_MEMORY:registry 0.9', needs: { 'infrastructure/ecs-api': fails('tasks', { detail: 'EssentialContainerExited: OutOfMemoryError (exit 137)' }) },
    alike: [['it dies by itself', { 'infrastructure/ecs-api': loop }, ['CRASH_LOOP:registry 0.85']]],
  },
  {
    finding: 'SCALED_TO_ZERO:registry 0.9', needs: { 'infrastructure/ecs-api': fails('tasks', { detail: 'got 0 running of 0 desired' }) },
    alike: [['some are wanted', { 'infrastructure/ecs-api': fails('tasks', { detail: 'got 0 running of 2 desired' }) }, ['UNEXPLAINED:task:registry 0.2']]],
  },
  {
    finding: 'MLFLOW_NOT_REGISTERED:mlflow 0.7', needs: { 'dependencies/mlflow': fails('dns-not-found') },
    surer: [{ 'control-plane/discovery-mlflow': facts({ facts: { healthy: 0 } }) }, 0.9],
    alike: [['its name leads elsewhere', { 'dependencies/mlflow': fails('connect-refused') }, ['UNEXPLAINED:target:mlflow 0.2']]],
  },
  {
    finding: 'HOST_RULE_MISSING:auth 0.9', needs: { 'routing/auth-foreign-path': got(401, 'application'), 'routing/auth-own-path': got(404, 'application') },
    surer: [{ 'control-plane/rule-auth-api': misrouted('GET /v1/keys: to other by rule 90') }, 0.98],
    alike: [
      ['auth is slow', { 'routing/auth-foreign-path': passes(), 'routing/auth-own-path': passes(), 'authentication/validation': fails('header-timeout'), 'infrastructure/auth-health': passes() }, ['AUTH_DEPENDENCY_TIMEOUT:auth 0.55']],
      ['auth has no such path', { 'routing/auth-foreign-path': passes() }, ['UNEXPLAINED:feature:auth 0.2']],
    ],
  },
  {
    finding: 'LISTENER_RULE_ANSWERS:registry 0.6', needs: { 'infrastructure/registry-health': got(503, 'load-balancer', { excerpt: 'Back soon' }) },
    surer: [{ 'control-plane/rule-registry-health': misrouted('GET /health: fixed-response 503 by rule 1') }, 0.95],
    alike: [['nothing is behind', { 'infrastructure/registry-health': got(503, 'load-balancer', { excerpt: '503 Service Temporarily Unavailable' }) }, ['LB_NO_TARGETS:registry 0.8']]],
  },
  {
    finding: 'LISTENER_RULE_MISSING:registry 0.88', needs: { 'infrastructure/registry-health': got(404, 'load-balancer') },
    surer: [{ 'control-plane/rule-registry-health': misrouted('GET /health: fixed-response 404 by the default rule') }, 0.98],
    alike: [['the application says so', { 'infrastructure/registry-health': got(404, 'application') }, ['UNEXPLAINED:feature:registry 0.2']]],
  },
];

export const targetCases: readonly Case[] = [
  {
    finding: 'LB_TARGET_REFUSED:registry 0.75', needs: { 'infrastructure/registry-health': got(502, 'load-balancer') },
    surer: [{ 'control-plane/targets-api': targets({ unhealthy: ['192.0.2.1:80 Target.FailedHealthChecks'] }) }, 0.9],
    alike: [
      ['the application passes it on', { 'infrastructure/registry-health': got(502, 'application') }, ['UNEXPLAINED:feature:registry 0.2']],
      ['another path is answered', { 'endpoints/get-models': passes({ status: 401, by: 'application' }) }, ['UNEXPLAINED:target:registry 0.2']],
    ],
  },
  {
    finding: 'LB_NO_TARGETS:registry 0.8', needs: { 'infrastructure/registry-health': got(503, 'load-balancer') },
    surer: [{ 'control-plane/targets-api': targets({ registered: 0, healthy: 0, unhealthy: [] }) }, 0.97],
    alike: [
      ['some target is healthy', { 'control-plane/targets-api': passes({ facts: { registered: 1, healthy: 1, unhealthy: [] } }) }, ['UNEXPLAINED:target:registry 0.2']],
      ['the application says it', { 'infrastructure/registry-health': got(503, 'application') }, ['UNEXPLAINED:feature:registry 0.2']],
    ],
  },
  {
    finding: 'LB_TARGET_TIMEOUT:registry 0.8', needs: { 'infrastructure/registry-health': got(504, 'load-balancer') },
    alike: [['the checker waits for it', { 'infrastructure/registry-health': fails('header-timeout') }, ['UNEXPLAINED:feature:registry 0.2']]],
  },
  {
    finding: 'MLFLOW_UNREACHABLE:mlflow 0.7', needs: { 'infrastructure/mlflow-health': got(502, 'application') },
    surer: [{ 'dependencies/discovery': facts({ facts: { differing: ['mlflow'] } }) }, 0.85],
    alike: [['the load balancer reaches nobody', { 'infrastructure/mlflow-health': got(502, 'load-balancer') }, ['LB_TARGET_REFUSED:registry 0.75']]],
  },
];

export const featureCases: readonly Case[] = [
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

export const journeyCases: readonly Case[] = [{
  finding: 'ARTIFACT_CORRUPT:mlflow 0.75', needs: { [run]: fails('step', { detail: 'download MLmodel: 12 bytes instead of 900' }) },
  surer: [{ [run]: fails('step', { detail: 'download MLmodel: 0 bytes instead of 900' }) }, 0.9],
  alike: [['another step fails', { [run]: fails('step', { detail: 'log params: 400' }) }, ['UNEXPLAINED:journey:mlflow 0.2']]],
}];

export const cases: readonly Case[] = [...checkerCases, ...nameCases, ...storeCases, ...taskCases, ...targetCases, ...featureCases, ...journeyCases];
