import type { Acting, Refusal } from './acting.ts';
import type { Evaluation } from './evaluation.ts';
import type { Remark } from './incident.ts';
import { openIncident } from './open-incident.ts';

/** The evaluation is one small item: so many remarks are kept, of so many characters each, and of so many bytes in all. */
export const kept = { remarks: 20, characters: 500, bytes: 10_000 };

const bytesOf = ({ by, text }: Remark): number => Buffer.byteLength(by + text);

/** The newest, as far as there is room. */
const newest = (remarks: readonly Remark[]): readonly Remark[] => {
  let room = kept.bytes;
  const fits = remarks.slice(-kept.remarks).toReversed().map((remark) => (room -= bytesOf(remark)) >= 0);
  const gone = fits.indexOf(false);
  return remarks.slice(-(gone < 0 ? fits.length : gone));
};

/** Writes something down beside the open incident, for everybody who reads of it later. The same once more is no news. */
export const addRemark = (evaluation: Evaluation, number: number | undefined, text: string, { by, now }: Acting): Evaluation | Refusal => {
  const incident = openIncident(evaluation, number);
  if ('refused' in incident) return incident;
  const { length } = [...text];
  if (length > kept.characters) return { refused: `A remark has ${kept.characters} characters at most; this one has ${length}.` };
  const last = incident.remarks.at(-1);
  if (last?.by === by && last.text === text) return evaluation;
  return { ...evaluation, incident: { ...incident, remarks: newest([...incident.remarks, { at: now, by, text }]) } };
};
