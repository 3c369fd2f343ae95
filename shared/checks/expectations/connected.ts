import type { Zod } from '../../platform/zod.ts';
import { phases } from '../observation.ts';
import type { Failure } from '../observation.ts';
import { isCheckerReason } from '../reason.ts';
import { defineExpectation } from './expectation.ts';

/** Whether it happened when the connection was already there. */
const isLater = ({ phase }: Failure): boolean => phase !== undefined && phases.indexOf(phase) > phases.indexOf('connect');

/** A connection was made, whatever was said on it. */
export const connected = defineExpectation<true>({
  settings: (z: Zod) => z.literal(true, { error: 'true' }),
  judges: ['connection'],
  judge: (_, { address, failure }) => {
    const ok = address !== undefined && (failure === undefined || isLater(failure));
    const reason = failure === undefined || isCheckerReason(failure.reason) ? 'connect-unreachable' : failure.reason;
    return [{ ok, expected: 'a connection', saw: ok ? `one to ${address}` : 'none', reason }];
  },
});
