import type { Failure, Observation } from '../checks/observation.ts';
import { ForeignAnswer } from '../aws/foreign-answer.ts';
import { Stopwatch } from './dial/stopwatch.ts';

type Seen = Omit<Observation, 'phases' | 'totalMs'>;

/** The SDK's own waiting, such as for credentials, does not heed the signal. */
const aborted = (signal: AbortSignal): Promise<never> => new Promise((_, reject) => {
  const give = () => reject(new Error('no answer in time'));
  if (signal.aborted) give();
  else signal.addEventListener('abort', give, { once: true });
});

/**
 * AWS names the action in its refusals: "… is not authorized to perform: ecs:DescribeServices on resource …", but for the key that a
 * secret is encrypted with. Source: AWS Secrets Manager user guide, "Troubleshooting", access to KMS.
 */
const lacking = (message: string): string => {
  const named = /not authorized to perform:? ([a-z0-9-]+:[A-Za-z]+)/.exec(message)?.[1];
  const action = named ?? (/access to kms is not allowed/i.test(message) ? 'kms:Decrypt' : undefined);
  return action === undefined ? '' : `; the checker's role lacks ${action}`;
};

const why = (error: unknown, signal: AbortSignal): string => {
  if (signal.aborted) return 'no answer in time';
  return error instanceof Error ? `${error.name}: ${error.message}${lacking(error.message)}` : String(error);
};

/** What is not there, as an answer of AWS and not of the checker. */
export const notFound = (detail: string): { readonly failure: Failure } => ({ failure: { reason: 'not-found', phase: 'firstByte', detail } });

/** Says what is known already and stands, whatever becomes of the rest, and whom that is asked of from now on. */
type Tell = (known: Seen, service: string) => void;

/**
 * Asks AWS within the check's time, all of which is spent waiting for answers. What it does not answer, or refuses, is the checker's
 * failure: it says nothing about the platform. `service` is a name for people.
 */
export const askAws = async (service: string, signal: AbortSignal, ask: (tell: Tell) => Promise<Seen>): Promise<Observation> => {
  let [known, asked, rest]: [known: Seen, asked: string, rest: Pick<Failure, 'partly'>] = [{}, service, {}];
  const tell: Tell = (told, next) => { [known, asked, rest] = [told, next, { partly: true }]; };
  const stopwatch = new Stopwatch();
  stopwatch.enter('firstByte');
  try {
    const seen = await Promise.race([ask(tell), aborted(signal)]);
    return { ...stopwatch.stop(), ...seen };
  } catch (error) {
    const failure = { reason: 'control-plane', detail: `${asked} could not be asked: ${why(error, signal)}`, ...rest } as const;
    // The SDK adds this to every error of a request that it sent, or tried to; without a region or credentials it sends none.
    const sent = signal.aborted || error instanceof ForeignAnswer || (error instanceof Error && '$metadata' in error);
    return sent || rest.partly === true
      ? { ...stopwatch.stop(), ...known, failure: { ...failure, phase: 'firstByte' } }
      : { phases: {}, totalMs: 0, failure };
  }
};

/**
 * Whether AWS says that there is no such thing: the error's name ends in one of the ways in which its services say so. `NotFound` alone
 * is how the SDK calls any 404, also that of a proxy.
 */
export const saysNotFound = (error: unknown): boolean =>
  error instanceof Error && /.(?:NotFound|NotFoundException|NotFoundFault|NonExistentQueue|QueueDoesNotExist)$/.test(error.name);
