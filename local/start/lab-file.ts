import { readFile } from 'node:fs/promises';
import { parseDocument } from 'yaml';
import { messageOf } from '../../shared/problem.ts';
import { checkCauses } from '../lab/causes/together.ts';
import { UsageError } from '../usage-error.ts';

/** A lab of one's own. */
export interface LabFile {
  readonly causes: readonly string[];
  /** Whether it has a Redis. */
  readonly redis: boolean;
}

const form = 'a mapping with "causes", a list of ids (see health lab --list), and "redis", true or false';

const isTexts = (value: unknown): value is readonly string[] => Array.isArray(value) && value.every((each) => typeof each === 'string');

/** An alias of nothing is found no earlier than here. */
const plain = (document: ReturnType<typeof parseDocument>, wrong: (why: string) => never): unknown => {
  try {
    return document.toJS();
  } catch (error) {
    return wrong(messageOf(error));
  }
};

/** What a lab of one's own is made of: a YAML file such as `causes: [certificate-expired, latency]`. Throws UsageError. */
export const readLabFile = async (file: string): Promise<LabFile> => {
  const wrong = (why: string): never => { throw new UsageError(`${file}: ${why}`); };
  const text = await readFile(file, 'utf8').catch((error: unknown) => wrong(messageOf(error)));
  const document = parseDocument(text);
  const [error] = document.errors;
  if (error !== undefined) return wrong(error.message);
  const { causes, redis = false, ...others } = Object(plain(document, wrong)) as { readonly causes?: unknown; readonly redis?: unknown };
  const [unknown] = Object.keys(others);
  if (unknown !== undefined) return wrong(`found the key "${unknown}"; allowed: ${form}`);
  if (typeof redis !== 'boolean') return wrong(`found redis: ${JSON.stringify(redis)}; allowed: ${form}`);
  if (!isTexts(causes)) return wrong(`found no list of causes; allowed: ${form}`);
  try {
    checkCauses(causes);
    return { causes, redis };
  } catch (thrown) {
    return wrong(messageOf(thrown));
  }
};
