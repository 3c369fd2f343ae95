import { any, fact, type Fact } from '../facts/fact.ts';
import type { Facts } from '../facts/facts.ts';
import { check, failsBy, passes, saysLike } from '../facts/of-check.ts';
import { tellsText } from '../facts/told.ts';
import { dependents, itself, itselfAndDependents, only } from '../reach.ts';
import type { Consequence, Rule } from '../rule.ts';
import { failing, failingOf } from '../symptoms.ts';

const database = 'dependencies/database';
const secrets = 'dependencies/secrets';

/** What comes of a database that nobody gets into. */
const withoutDatabase: readonly Consequence[] = ['CRASH_LOOP', 'MLFLOW_DATABASE_LOST', 'AUTH_LOOKUP_FAILED', 'AUTH_DEPENDENCY_TIMEOUT']
  .map((rule) => ({ rule, of: dependents }));
/** The login that is described is that of MLflow; the others have their own. */
const withoutLogin: readonly Consequence[] = [{ rule: 'CRASH_LOOP', of: only('mlflow') }, { rule: 'MLFLOW_DATABASE_LOST', of: only('mlflow') }];

/** Rejected by who may come, which has nothing to do with a password. */
const barred = /pg_hba\.conf|no encryption/;
/** The login lacks what this secret was to hold: one of those that are told under these names, as `secret` or `secret: key`. */
const ofSecret = (facts: Facts, ...names: readonly string[]): Fact => {
  const login = facts.check(database);
  const told = names.flatMap((name) => [facts.check(secrets)?.told[name] ?? []].flat().map((text) => String(text).replace(/: [^:]*$/, '')));
  const is = login?.reason === 'secret-incomplete' && told.some((id) => login.detail.includes(id));
  return fact(is, `${told.join(', ')}: the secret that the login is in is told as not whole, too`, [facts.check(secrets), login].flatMap((each) => each ?? []));
};
const looping = (facts: Facts): Fact => any(...facts.about('infrastructure/ecs-', 'mlflow').map(({ id }) => failsBy(facts, id, ['tasks'])));

/** Data stores and what opens them. */
export const store: readonly Rule[] = [
  {
    id: 'ROTATION_UNFINISHED', version: 1, layer: 'store', scope: ['secrets'], confidence: 0.8,
    title: () => "A rotation of a secret began and did not end, so it may hold an old password",
    evidence: (facts) => ({
      all: [tellsText(facts, 'control-plane/rotations', 'secrets', 'unfinished', /./, (text) => `A rotation began and did not end: ${text}`)],
      raises: [{ by: 0.15, fact: failsBy(facts, database, ['login-refused']) }],
    }),
    symptoms: [failing(/^control-plane\/rotations$/)],
    consequences: [{ rule: 'DB_WRONG_CREDENTIALS', of: dependents }],
  },
  {
    id: 'SECRET_MISSING', version: 1, layer: 'store', scope: ['secrets'], confidence: 0.9,
    title: () => 'A secret that the platform needs is missing or is being deleted',
    evidence: (facts) => ({
      all: [any(
        tellsText(facts, secrets, 'secrets', 'notFound', /./, (id) => `The secret ${id} is not there`),
        tellsText(facts, secrets, 'secrets', 'deleted', /./, (id) => `The secret ${id} is scheduled for deletion`),
      )],
      raises: [{ by: 0.05, fact: ofSecret(facts, 'notFound', 'deleted') }],
    }),
    symptoms: [failing(/^dependencies\/secrets$/)],
    consequences: [],
  },
  {
    id: 'SECRET_INCOMPLETE', version: 1, layer: 'store', scope: ['secrets'], confidence: 0.85,
    title: () => 'A secret that the platform needs lacks a value',
    evidence: (facts) => ({
      all: [tellsText(facts, secrets, 'secrets', 'incomplete', /./, (what) => `A secret lacks a value: ${what}`)],
      // Then the login says more.
      none: [ofSecret(facts, 'incomplete')],
      raises: [{ by: 0.05, fact: looping(facts) }],
    }),
    symptoms: [failing(/^dependencies\/secrets$/)],
    consequences: [],
  },
  {
    id: 'DB_WRONG_CREDENTIALS', version: 1, layer: 'store', scope: ['database'], confidence: 0.85,
    title: () => "The database does not take the platform's login: wrong user or password",
    evidence: (facts) => ({
      all: [failsBy(facts, database, ['login-refused', 'secret-incomplete'])],
      none: [saysLike(facts, database, barred), ofSecret(facts, 'notFound', 'deleted')],
      raises: [
        { by: 0.05, fact: saysLike(facts, database, /described is "/) },
        { by: 0.05, fact: ofSecret(facts, 'incomplete') },
        { by: 0.05, fact: looping(facts) },
      ],
    }),
    symptoms: [failing(/^dependencies\/database$/)],
    consequences: withoutLogin,
  },
  {
    id: 'DB_LOGIN_BARRED', version: 1, layer: 'store', scope: ['database'], confidence: 0.9,
    title: () => "The database's own rules keep the platform's user out, whatever its password",
    evidence: (facts) => ({ all: [failsBy(facts, database, ['login-refused']), saysLike(facts, database, barred)] }),
    symptoms: [failing(/^dependencies\/database$/)],
    consequences: withoutLogin,
  },
  {
    id: 'DB_MISSING', version: 1, layer: 'store', scope: ['database'], confidence: 0.95,
    title: () => 'The database server is there, but not the database',
    evidence: (facts) => ({ all: [failsBy(facts, database, ['database-missing'])] }),
    symptoms: [failing(/^dependencies\/database$/)],
    consequences: withoutLogin,
  },
  {
    id: 'DB_CONNECTIONS_EXHAUSTED', version: 1, layer: 'store', scope: ['database'], confidence: 0.9,
    title: () => 'The database takes no more connections',
    evidence: (facts) => ({ all: [failsBy(facts, database, ['too-many-connections'])] }),
    symptoms: [failing(/^(?:dependencies\/database|telemetry\/database-connections)$/)],
    consequences: withoutDatabase,
  },
  {
    id: 'DB_NOT_READY', version: 1, layer: 'store', scope: ['database'], confidence: 0.9,
    title: () => 'The database is starting up, shutting down or failing over',
    evidence: (facts) => ({
      all: [failsBy(facts, database, ['not-ready'])],
      raises: [{ by: 0.08, fact: failsBy(facts, 'control-plane/database', ['facts']) }],
    }),
    symptoms: [failing(/^(?:dependencies|control-plane)\/database$|^telemetry\/database-connections$/)],
    consequences: withoutDatabase,
  },
  {
    id: 'DB_UNREACHABLE', version: 1, layer: 'store', scope: ['database'], confidence: 0.85,
    title: () => 'Nothing answers at the address of the database',
    evidence: (facts) => ({
      all: [check(facts, database, ({ verdict, reason }) => verdict === 'fail' && /^(?:connect|dns)-/.test(reason ?? ''))],
      raises: [{ by: 0.1, fact: failsBy(facts, 'control-plane/database', ['facts']) }],
    }),
    symptoms: [failing(/^(?:dependencies|control-plane)\/database$|^telemetry\/database-connections$/)],
    consequences: withoutDatabase,
  },
  {
    id: 'TASK_CANNOT_START', version: 1, layer: 'store', scope: 'tasks', confidence: 0.9,
    title: (service) => `No task of ${service} can be started`,
    evidence: (facts, service) => {
      const trouble = /TaskFailedToStart|CannotPullContainerError|ResourceInitializationError|CannotStartContainerError/;
      const stopped = (stops: string) => `Tasks of ${service} stopped within the hour: ${stops}`;
      const ecs = facts.about('infrastructure/ecs-', service).slice(0, 1);
      const said = tellsText(facts, 'control-plane/deployment-', service, 'stops', trouble, stopped);
      return {
        all: ecs.length === 0 ? [said] : ecs.map(({ id }) => saysLike(facts, id, trouble)),
        none: ecs.map(({ id }) => passes(facts, id)),
        raises: [{ by: 0.05, fact: said }],
      };
    },
    symptoms: [failingOf(/^(?:infrastructure\/ecs-|control-plane\/(?:deployment|targets)-|telemetry\/task-restarts-)/)],
    consequences: [
      ...['LB_NO_TARGETS', 'LB_TARGET_REFUSED', 'MLFLOW_NOT_REGISTERED'].map((rule) => ({ rule, of: itself })),
      { rule: 'CRASH_LOOP', of: itselfAndDependents }, { rule: 'MLFLOW_UNREACHABLE', of: itself }, { rule: 'QUEUE_BACKLOG', of: dependents },
    ],
  },
];
