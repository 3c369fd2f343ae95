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

const spans = [['d', 86_400], ['h', 3_600], ['min', 60], ['s', 1]] as const;

/** Milliseconds in their largest unit and the next: `45 s`, `12 min`, `1 h 30 min`, `3 d 4 h`. */
export const spanText = (ms: number): string => {
  const all = Math.max(0, Math.floor(ms / 1_000));
  const largest = spans.findIndex(([, unit]) => all >= unit);
  if (largest < 0) return '0 s';
  const counts = spans.map(([name, unit], index) => [Math.floor((index === 0 ? all : all % (spans[index - 1]?.[1] ?? all)) / unit), name] as const);
  return counts.slice(largest, largest + 2).filter(([count]) => count > 0).map(([count, name]) => `${count} ${name}`).join(' ');
};
