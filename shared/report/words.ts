import type { Phase } from '../checks/observation.ts';

export const phaseWords: Readonly<Record<Phase, string>> = {
  dns: 'name resolution',
  connect: 'connect',
  tls: 'TLS handshake',
  request: 'request',
  firstByte: 'first byte',
  body: 'body',
};

/** `0.4 ms`, `42 ms`, `1.25 s`. */
export const durationText = (ms: number): string => {
  if (ms >= 999.5) return `${(ms / 1000).toFixed(2)} s`;
  return `${ms < 9.95 ? ms.toFixed(1) : ms.toFixed(0)} ms`;
};

/** Epoch milliseconds as `2025-08-05 07:12:03 UTC`. */
export const instantText = (at: number): string => `${new Date(at).toISOString().slice(0, 19).replace('T', ' ')} UTC`;
