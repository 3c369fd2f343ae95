import { fails } from '../glance.ts';
import type { Case } from './case.ts';
import { facts, loop } from './words.ts';

const refused = fails('login-refused', { detail: 'password authentication failed for user "app"' });

export const store: readonly Case[] = [
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
