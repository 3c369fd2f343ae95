import type { Facts } from '../../checks/observation.ts';
import { Ended } from '../dial/ended.ts';
import type { Session } from './session.ts';
import { lookAtStream } from './stream.ts';

/**
 * How much waits in a list or a stream; `now` is epoch milliseconds. A key that is not there is an empty list: the server removes it with
 * its last element. `facts` grows as it goes, so that what was told stays known where the rest fails. Throws Ended.
 */
export const lookAtBacklog = async (session: Session, key: string, now: number, facts: Record<string, Facts[string]>): Promise<void> => {
  const { text: type = 'none' } = await session.ask('text', 'TYPE', key);
  switch (type) {
    case 'none':
      facts['depth'] = 0;
      return;
    case 'list':
      facts['depth'] = (await session.ask('number', 'LLEN', key)).value;
      return;
    case 'stream':
      return lookAtStream(session, key, now, facts);
    default:
      throw new Ended({ reason: 'server-error', phase: 'body', detail: `The key ${key} holds neither a list nor a stream: ${type}.` });
  }
};
