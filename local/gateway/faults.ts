/**
 * What goes wrong with a call: `refuse` closes the connection before anything is done, `hang` never answers, `throttle` and `error`
 * are the service's own refusals, `deny` is a policy's, `lost-answer` does what was asked and then closes the connection.
 */
export type FaultKind = 'refuse' | 'hang' | 'throttle' | 'error' | 'deny' | 'lost-answer';

export interface Fault {
  readonly service: string;
  /** Absent: every operation of the service. */
  readonly operation?: string;
  readonly kind: FaultKind;
  /** How many calls it hits; absent: all, until it is lifted. */
  readonly times?: number;
}

export interface Faults {
  /** Switches a fault on; gives what lifts it. */
  readonly fail: (fault: Fault) => () => void;
  /** What goes wrong with this call. */
  readonly next: (service: string, operation: string) => FaultKind | undefined;
}

export const openFaults = (): Faults => {
  const active: { fault: Fault; left: number }[] = [];
  const lift = (entry: (typeof active)[number]): void => {
    const at = active.indexOf(entry);
    if (at >= 0) active.splice(at, 1);
  };
  return {
    fail: (fault) => {
      const entry = { fault, left: fault.times ?? Infinity };
      active.push(entry);
      return () => lift(entry);
    },
    next: (service, operation) => {
      const entry = active.find(({ fault }) => fault.service === service && (fault.operation ?? operation) === operation);
      if (entry === undefined) return undefined;
      entry.left -= 1;
      if (entry.left <= 0) lift(entry);
      return entry.fault.kind;
    },
  };
};
