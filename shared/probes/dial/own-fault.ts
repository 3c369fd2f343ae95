import type { CheckerReason } from '../../checks/reason.ts';

/** Error codes of this machine's own kernel that say nothing about who was asked. */
const faults: Readonly<Record<string, CheckerReason>> = {
  EMFILE: 'checker-error', ENFILE: 'checker-error', ENOBUFS: 'checker-error', ENOMEM: 'checker-error',
  ENETUNREACH: 'network', ENETDOWN: 'network', EADDRNOTAVAIL: 'network', EACCES: 'network', EPERM: 'network',
};

/** The checker's fault that an error code tells of, where it is one. */
export const ownFault = (code: string): CheckerReason | undefined => faults[code];
