import { spawnSync } from 'node:child_process';
import type { Service } from './service.ts';

const program = 'redis-server';
const command = ['apt-get', 'install', '--yes', '--no-install-recommends', 'redis-server'] as const;

const run = ([name = '', ...args]: readonly string[], env: Readonly<Record<string, string>> = {}) =>
  spawnSync(name, args, { encoding: 'utf8', env: { ...process.env, ...env } });

const isThere = (): boolean => run([program, '--version']).status === 0;

/** Undefined where it worked. Debian starts a server of its own after an installation, unless it is told not to (RUNLEVEL=1). */
const install = (): string | undefined => {
  run(['apt-get', 'update']);
  const { status, error, stderr } = run(command, { DEBIAN_FRONTEND: 'noninteractive', RUNLEVEL: '1' });
  return status === 0 ? undefined : error?.message ?? stderr.trim().split('\n').at(-1);
};

/** Redis itself: that of this machine, else Debian's package where there is the right to install it. */
export const service: Service = {
  name: 'redis',
  prepare: async (say) => {
    if (!isThere()) {
      if (process.getuid?.() !== 0) return { skip: `there is no ${program} on the path, and only root can install it` };
      say(`installing Debian's redis-server: ${command.join(' ')}`);
      const fault = install();
      if (fault !== undefined) return { skip: `Redis cannot be installed: ${fault}` };
    }
    return isThere() ? { env: { TEST_SERVICES_REDIS: program } } : { skip: `Debian's redis-server has no ${program}` };
  },
};
