import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { get as getPlain, type ClientRequest, type IncomingMessage } from 'node:http';
import { get as getTls } from 'node:https';
import { join } from 'node:path';
import { createAuthority } from '../local/lab/certificate/authority.ts';

const day = 86_400_000;

/** A target over plain HTTP and one over TLS with an authority of its own, in a process of their own, and the bare requests to them. */
export const startTargets = async () => {
  const authority = await createAuthority('Bench Authority', Date.now() - day, Date.now() + day);
  const { key, cert } = await authority.issue(['127.0.0.1'], Date.now() - day, Date.now() + day);
  const child = spawn(process.execPath, [join(import.meta.dirname, 'answering-targets.ts'), key, cert], { stdio: ['pipe', 'pipe', 'inherit'] });
  const [printed] = await once(child.stdout, 'data') as [Buffer];
  const [plainPort = 0, tlsPort = 0] = printed.toString().split(' ').map(Number);
  const plain = `http://127.0.0.1:${plainPort}/health`;
  const secure = `https://127.0.0.1:${tlsPort}/health`;
  type Get = (answered: (response: IncomingMessage) => void) => ClientRequest;
  const bare = (get: Get) => (): Promise<void> => new Promise((resolve, reject) => {
    get((response) => response.resume().once('end', resolve)).once('error', reject);
  });
  return {
    network: { ca: authority.pem },
    targets: [
      { name: 'HTTP', url: plain, bare: bare((answered) => getPlain(plain, { agent: false }, answered)) },
      { name: 'HTTPS', url: secure, bare: bare((answered) => getTls(secure, { agent: false, ca: authority.pem }, answered)) },
    ],
    stop: () => child.stdin.end(),
  };
};
