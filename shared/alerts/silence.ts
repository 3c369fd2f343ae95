import type { Act, Acting, Refusal } from './acting.ts';
import type { Evaluation, Silence } from './evaluation.ts';

/** The evaluation is one small item, and what nobody hears of for longer is maintenance, which is described. */
export const most = { silences: 50, days: 30, bytes: 6_000, characters: 100 };

type Asked = Extract<Act, { action: 'silence' }>;

const instant = (at: number): string => new Date(at).toISOString();
const unique = (services: readonly string[]): readonly string[] => [...new Set(services)].toSorted();

type AskedBy = Asked & { readonly by: string };

/** Whether a silence is that which somebody asks for, until whenever: who asks once more for the next two hours means no second one. */
const isSame = ({ by, services, why }: AskedBy) => (silence: Silence): boolean =>
  silence.by === by && silence.why === why && JSON.stringify(silence.services) === JSON.stringify(services && unique(services));

/** Whether a silence does what somebody asks for. */
export const isAskedFor = (asked: AskedBy) => (silence: Silence): boolean => isSame(asked)(silence) && silence.until >= asked.until;

const faultOf = ({ until, services = [], why = '' }: Asked, { now, services: known }: Acting): string | undefined => {
  const strange = services.filter((service) => !known.includes(service)).map((service) => `"${service}"`);
  if (strange.length > 0) {
    const there = known.length === 0 ? 'none is known before the first run' : `there are: ${known.toSorted().join(', ')}`;
    return `There is no service ${strange.join(', ')}; ${there}.`;
  }
  if (until <= now) return `The silence would end at ${instant(until)}, which is past.`;
  if (until - now > most.days * 86_400_000) return `A silence lasts ${most.days} days at most; this one would end at ${instant(until)}.`;
  if ([...why].length > most.characters) return `The reason has ${most.characters} characters at most; this one has ${[...why].length}.`;
  return undefined;
};

/** From now on nobody is told of some services, or of any. What the same person asks for once more lasts longer. Those that are over are forgotten. */
export const silence = (evaluation: Evaluation, asked: Asked, acting: Acting): Evaluation | Refusal => {
  const { by, now } = acting;
  const { id, until, services, why } = asked;
  if (evaluation.silences.some(isAskedFor({ ...asked, by }))) return evaluation;
  const fault = faultOf(asked, acting);
  if (fault !== undefined) return { refused: fault };
  const on = evaluation.silences.filter((one) => one.until > now);
  const shorter = on.find(isSame({ ...asked, by }));
  if (shorter !== undefined) return { ...evaluation, silences: on.map((one) => (one === shorter ? { ...one, until } : one)) };
  const added: Silence = { id, by, at: now, until, ...(services !== undefined && { services: unique(services) }), ...(why !== undefined && { why }) };
  const silences = [...on, added];
  if (silences.length > most.silences || Buffer.byteLength(JSON.stringify(silences)) > most.bytes) {
    return { refused: `There is no room for one more silence: ${silences.length - 1} are on. Take one away first: ${silences.slice(0, -1).map((one) => one.id).join(', ')}.` };
  }
  return { ...evaluation, silences };
};

/** Ends a silence before its time. What is still broken is told by the next run. */
export const unsilence = (evaluation: Evaluation, id: string): Evaluation | Refusal => {
  const { silences } = evaluation;
  if (silences.some((silence) => silence.id === id)) return { ...evaluation, silences: silences.filter((silence) => silence.id !== id) };
  return { refused: `There is no silence "${id}"; there ${silences.length === 0 ? 'is none' : `are: ${silences.map((silence) => silence.id).join(', ')}`}.` };
};
