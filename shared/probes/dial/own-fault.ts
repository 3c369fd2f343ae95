import { createSocket } from 'node:dgram';
import { isIPv6 } from 'node:net';
import type { CheckerReason } from '../../checks/reason.ts';

/** Error codes of this machine's own kernel that say nothing about who was asked. */
const faults: Readonly<Record<string, CheckerReason>> = {
  EMFILE: 'checker-error', ENFILE: 'checker-error', ENOBUFS: 'checker-error', ENOMEM: 'checker-error',
  ENETUNREACH: 'network', ENETDOWN: 'network', EADDRNOTAVAIL: 'network', EACCES: 'network', EPERM: 'network',
};

/** The checker's fault that an error code tells of, where it is one. */
export const ownFault = (code: string): CheckerReason | undefined => faults[code];

/** Codes that also come from afar, where a router has no way or allows none (ICMP). */
const fromAfar: ReadonlySet<string> = new Set(['ENETUNREACH', 'EACCES']);

/** Whether this machine has a way to an address, so that it was somebody else who said otherwise. Nothing is sent. */
export const hasWay = (address: string, port: number, code = ''): Promise<boolean> => {
  if (!fromAfar.has(code)) return Promise.resolve(false);
  const socket = createSocket(isIPv6(address) ? 'udp6' : 'udp4');
  return new Promise<boolean>((settle) => {
    socket.on('connect', () => settle(true)).on('error', () => settle(false)).connect(port, address);
  }).finally(() => socket.close());
};
