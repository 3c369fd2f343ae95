import { readdirSync, readFileSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { join, relative } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { Context } from 'aws-lambda';
import { didYouMean } from '../../shared/platform/closest.ts';
import { messageOf } from '../../shared/problem.ts';
import { UsageError } from '../usage-error.ts';

export type Handler = (event: unknown, context: Context) => unknown;

const root = join(import.meta.dirname, '../..');
const folder = join(root, 'functions');

/** The files of `functions/` that a Lambda is made of: those that export a handler. */
export const functionNames = (): readonly string[] => readdirSync(folder)
  .filter((file) => file.endsWith('.ts') && /^export const handler\b/m.test(readFileSync(join(folder, file), 'utf8')))
  .map((file) => file.slice(0, -'.ts'.length));

/** The name of a function. Throws UsageError with the functions there are. */
export const functionNamed = (name: string): string => {
  const names = functionNames();
  if (names.includes(name)) return name;
  const meant = didYouMean(name, names);
  const parts = [`There is no function "${name}"`, ...(meant === undefined ? [] : [meant]), `there are: ${names.join(', ')}`];
  throw new UsageError(parts.join('; '));
};

/** Imports a function, which reads its description and environment at once, as in a cold start. */
export const handlerOf = async (name: string): Promise<Handler> => {
  const { handler } = await import(pathToFileURL(join(folder, `${name}.ts`)).href) as { readonly handler: Handler };
  return handler;
};

const sampleEvents = (): string => {
  const events = join(root, 'events');
  return readdirSync(events).map((file) => relative(process.cwd(), join(events, file))).join('\n  ');
};

/** The event in a JSON file. Throws UsageError with the sample events there are. */
export const readEvent = async (file: string): Promise<unknown> => {
  const text = await readFile(file, 'utf8').catch((error: unknown) => {
    throw new UsageError(`Cannot read the event ${file}. Sample events:\n  ${sampleEvents()}`, { cause: error });
  });
  try {
    return JSON.parse(text) as unknown;
  } catch (error) {
    throw new UsageError(`${file} is not JSON: ${messageOf(error)}`, { cause: error });
  }
};
