import type { HttpResponse } from '../checks/observation.ts';
import { unexpected } from './unexpected.ts';

const parsed = (text: string): unknown => {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
};

/** The JSON of an answer. Throws Unexpected. */
export const jsonOf = ({ body, headers }: HttpResponse): unknown => {
  const json = parsed(body.toString());
  if (typeof json === 'object' && json !== null) return json;
  const type = headers.find(([name]) => name === 'content-type')?.[1] ?? 'no content type';
  throw body.length === 0 ? unexpected`the answer is empty, not JSON` : unexpected`the answer is not JSON (${type})`;
};

/** What stands at a path of JSON; undefined where nothing does. */
export const at = (json: unknown, ...path: readonly string[]): unknown => path.reduce<unknown>((value, key) => {
  const inside = typeof value === 'object' && value !== null ? Object.entries(value).find(([name]) => name === key) : undefined;
  return inside?.[1];
}, json);

/** A text that has to be there. Throws Unexpected. */
export const textAt = (json: unknown, ...path: readonly string[]): string => {
  const value = at(json, ...path);
  if (typeof value === 'string' && value !== '') return value;
  throw unexpected`the answer has no ${path.join('.')}`;
};

/** A list; empty where there is none, because MLflow leaves empty ones out. */
export const listAt = (json: unknown, ...path: readonly string[]): readonly unknown[] => {
  const value = at(json, ...path);
  return Array.isArray(value) ? value : [];
};

/** The value of a key in a list of `{key, value}`. */
export const valueOf = (list: readonly unknown[], key: string): unknown => at(list.find((one) => at(one, 'key') === key), 'value');

/** MLflow's own name of an error, such as `RESOURCE_DOES_NOT_EXIST`; undefined where it is not MLflow that refuses. */
export const errorCodeOf = ({ status, body }: HttpResponse): string | undefined => {
  const code = status < 400 ? undefined : at(parsed(body.toString()), 'error_code');
  return typeof code === 'string' ? code : undefined;
};

/** The sentence of an error in the forms of MLflow and of FastAPI; undefined for another. */
export const errorTextOf = ({ body }: HttpResponse): string | undefined => {
  const json = parsed(body.toString());
  const [code, message, detail] = [at(json, 'error_code'), at(json, 'message'), at(json, 'detail')];
  if (typeof code === 'string') return typeof message === 'string' ? `${code}: ${message}` : code;
  return typeof detail === 'string' ? detail : undefined;
};
