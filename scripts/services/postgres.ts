import { spawnSync } from 'node:child_process';
import { existsSync, globSync } from 'node:fs';
import { join } from 'node:path';
import type { Service } from './service.ts';

/** Where Debian's packages have the programs of each major version. */
const places = '/usr/lib/postgresql/*/bin';
const programs = ['initdb', 'pg_ctl', 'psql'];
const majorOf = (folder: string): number => Number(folder.split('/').at(-2));

const newest = (): string | undefined =>
  globSync(places).filter((folder) => programs.every((name) => existsSync(join(folder, name)))).sort((a, b) => majorOf(b) - majorOf(a))[0];

const command = ['apt-get', 'install', '--yes', '--no-install-recommends', 'postgresql'] as const;

const run = ([program = '', ...args]: readonly string[]) =>
  spawnSync(program, args, { encoding: 'utf8', env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive' } });

/** Undefined where it worked. */
const install = (): string | undefined => {
  run(['apt-get', 'update']);
  const { status, error, stderr } = run(command);
  return status === 0 ? undefined : error?.message ?? stderr.trim().split('\n').at(-1);
};

/** PostgreSQL's own programs: those of this machine, else Debian's package where there is the right to install it. */
export const service: Service = {
  name: 'postgres',
  prepare: async (say) => {
    if (newest() === undefined) {
      if (process.getuid?.() !== 0) return { skip: `there is no PostgreSQL in ${places}, and only root can install it` };
      say(`installing Debian's postgresql: ${command.join(' ')}`);
      const fault = install();
      if (fault !== undefined) return { skip: `PostgreSQL cannot be installed: ${fault}` };
    }
    const programs = newest();
    return programs === undefined ? { skip: `Debian's postgresql has no programs in ${places}` } : { env: { TEST_SERVICES_POSTGRES: programs } };
  },
};
