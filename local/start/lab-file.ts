import { readFile } from 'node:fs/promises';
import { parseDocument } from 'yaml';
import { messageOf } from '../../shared/problem.ts';
import { checkCauses } from '../lab/incidents.ts';
import { UsageError } from '../usage-error.ts';

const form = 'a mapping with "causes", a list of ids (see health lab --list)';

const isTexts = (value: unknown): value is readonly string[] => Array.isArray(value) && value.every((each) => typeof each === 'string');

/** The causes that a lab of one's own is made of: a YAML file such as `causes: [certificate-expired, latency]`. Throws UsageError. */
export const causesOf = async (file: string): Promise<readonly string[]> => {
  const wrong = (why: string): never => { throw new UsageError(`${file}: ${why}`); };
  const text = await readFile(file, 'utf8').catch((error: unknown) => wrong(messageOf(error)));
  const document = parseDocument(text);
  const [error] = document.errors;
  if (error !== undefined) return wrong(error.message);
  const written: unknown = document.toJS();
  const { causes, ...others } = Object(written) as { readonly causes?: unknown };
  const [unknown] = Object.keys(others);
  if (unknown !== undefined) return wrong(`found the key "${unknown}"; allowed: ${form}`);
  if (!isTexts(causes)) return wrong(`found no list of causes; allowed: ${form}`);
  try {
    checkCauses(causes);
    return causes;
  } catch (thrown) {
    return wrong(messageOf(thrown));
  }
};
