import type { LabOptions } from '../lab/lab.ts';
import { UsageError } from '../usage-error.ts';

/** What the lab needs of a real MLflow's address: its port on this machine. Throws UsageError. */
export const mlflowAt = (address: string | undefined): LabOptions => {
  if (address === undefined) return {};
  const url = URL.parse(address);
  const bare = url !== null && `${url.username}${url.password}${url.search}${url.hash}` === '' && url.pathname === '/';
  if (bare && url.protocol === 'http:' && ['127.0.0.1', 'localhost'].includes(url.hostname) && url.port !== '0') {
    return { mlflowPort: Number(url.port || 80) };
  }
  throw new UsageError(`--mlflow is ${address}; allowed: the address of a server on this machine, such as http://127.0.0.1:5000`);
};
