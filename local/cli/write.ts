import { existsSync } from 'node:fs';
import { access, constants, stat, writeFile } from 'node:fs/promises';
import { dirname } from 'node:path';
import { messageOf } from '../../shared/problem.ts';
import { UsageError } from '../usage-error.ts';

/** What was made could not be written: nobody has it, so no verdict is given. */
export class OutputError extends Error {
  override readonly name = 'OutputError';
}

/** Throws UsageError where a file cannot be written: said before the work for it is done. Touches nothing. */
export const ensureWritable = async (file: string): Promise<void> => {
  const exists = existsSync(file);
  const at = exists ? file : dirname(file);
  try {
    await access(at, constants.W_OK);
    const isFolder = (await stat(at)).isDirectory();
    if (isFolder === exists) throw new Error(`${at} is ${isFolder ? 'a' : 'no'} directory`);
  } catch (error) {
    throw new UsageError(`Cannot write ${file}: ${messageOf(error)}`, { cause: error });
  }
};

/**
 * Writes to the file, or to standard output where none is named; resolves when the text is on its way out of the process. Throws
 * OutputError for a file; what goes wrong on standard output, whoever writes there, is dealt with where the process begins.
 */
export const write = async (text: string, file?: string): Promise<void> => {
  if (file === undefined) {
    await new Promise<void>((resolve) => process.stdout.write(text, () => resolve()));
    return;
  }
  try {
    await writeFile(file, text);
  } catch (error) {
    throw new OutputError(`Cannot write ${file}: ${messageOf(error)}`, { cause: error });
  }
};
