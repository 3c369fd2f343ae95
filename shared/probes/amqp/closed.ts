import type { Failure } from '../../checks/observation.ts';
import type { TargetReason } from '../../checks/reason.ts';

/** What a broker closed a connection with. */
export interface Closed { readonly code: number; readonly text: string }

const missing = /not found|no such|does ?n[o']t exist|unknown/i;
const limited = /\blimit\b/i;
const down = /\bis down\b/i;

/** By the codes of the specification (AMQP 0-9-1, 1.7), and by what RabbitMQ says where one code stands for several things. */
const reasonOf = ({ code, text }: Closed): TargetReason => {
  switch (code) {
    case 320:
      return 'not-ready';
    case 402:
    case 404:
      return 'database-missing';
    case 403:
      return limited.test(text) ? 'too-many-connections' : 'login-refused';
    case 530:
      if (limited.test(text)) return 'too-many-connections';
      return missing.test(text) ? 'database-missing' : 'login-refused';
    case 541:
      return down.test(text) ? 'not-ready' : 'server-error';
    default:
      return 'server-error';
  }
};

/** Why a broker closed the connection, of a login (`firstByte`) or of the virtual host that was to be opened. */
export const closedFailure = (closed: Closed, phase: 'firstByte' | 'body'): Failure =>
  ({ reason: reasonOf(closed), phase, detail: `The broker closes the connection: ${closed.code} ${closed.text.replace(/\.$/, '')}.` });
