import type { Platform } from '../../shared/platform/platform.ts';
import type { Message } from '../gateway/sns.ts';

/** A message that was published, and who reads it. */
export interface ToldMessage extends Message { readonly audience: string }

/** Who reads what is published: the audience whose topic it is, or the topic itself where it is none's. `env` holds topics by the variables that are described. */
export const readersOf = ({ audiences }: Platform, env: Readonly<Record<string, string | undefined>>) => {
  const readers = new Map(Object.entries(audiences).flatMap(([audience, { way }]) => {
    const arn = 'pagerDuty' in way ? undefined : 'arn' in way.topic ? way.topic.arn : env[way.topic.env];
    return arn === undefined ? [] : [[arn, audience] as const];
  }));
  return (message: Message): ToldMessage => ({ ...message, audience: readers.get(message.topicArn) ?? message.topicArn.split(':').at(-1) ?? '' });
};
