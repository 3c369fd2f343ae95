import { describe, expect, it } from 'vitest';
import { healthy, withCache } from '../../../../local/lab/healthy.ts';
import { withCauses } from '../../../../local/lab/causes/together.ts';
import { hosts } from '../../../../local/lab/settings.ts';
import { worldAt } from '../../../../local/lab/world/world.ts';

const well = withCache(healthy('made-up', 'made-up', 0), 'made-up');
const ground = { ports: { auth: 1, api: 2, mlflow: 3 }, refusedPort: 4, deployedAt: 0 };
const namesUnder = (...causes: readonly string[]) =>
  worldAt([withCauses(well, causes)], ground, 0).dns.names;

describe('what is not there', () => {
  const here = ['127.0.0.1'];
  const nowhere = ['127.0.0.3'];

  it.each([['rds-stopped', hosts.database], ['redis-refuses', hosts.cache]])('does not answer at the address that its name has: %s', (cause, host) => {
    expect([namesUnder()[host], namesUnder(cause)[host]]).toEqual([here, nowhere]);
  });

  it.each(['mlflow-scaled-to-zero', 'mlflow-image-missing', 'database-login-wrong'])('of MLflow has no name, and nothing at the address of an old record: %s', (cause) => {
    expect([namesUnder()[hosts.mlflow], namesUnder(cause)[hosts.mlflow]]).toEqual([here, undefined]);
    const stale = { ...well, dns: { ...well.dns, names: { ...well.dns.names, [hosts.mlflow]: here } } };
    const names = (...causes: readonly string[]) =>
      worldAt([withCauses(stale, causes)], ground, 0).dns.names[hosts.mlflow];
    expect([names(), names(cause)]).toEqual([here, nowhere]);
  });
});
