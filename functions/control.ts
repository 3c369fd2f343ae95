import { request } from 'node:https';
import { getCACertificates } from 'node:tls';

/** How the control is asked. */
export interface ControlWay {
  /** PEM text of authorities trusted besides the system's. */
  readonly ca?: string;
  /** Milliseconds until it counts as silent. */
  readonly timeoutMs: number;
}

/**
 * Whether an https address gives any HTTP answer over a new, verified connection, also one that refuses or redirects. Never rejects. The
 * body is not read.
 */
export const answers = (url: string, { ca, timeoutMs }: ControlWay): Promise<boolean> => new Promise((settle) => {
  const authorities = ca === undefined ? {} : { ca: [...getCACertificates('default'), ca] };
  const asking = request(url, { method: 'GET', agent: false, signal: AbortSignal.timeout(timeoutMs), ...authorities });
  asking.on('response', (answer) => {
    answer.destroy();
    settle(true);
  }).on('error', () => settle(false)).end();
});
