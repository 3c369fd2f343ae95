import { posix } from 'node:path';
import * as api from './api.ts';
import { StepFailed, type Conversation } from './conversation.ts';
import type { MadeRun } from './journey.ts';
import { sha256, type ModelFile } from './local-model.ts';
import { at, jsonOf, listAt } from './read.ts';
import { noting } from './unanswered.ts';
import { unexpected, type Unexpected } from './unexpected.ts';

const lengthLost = 'something on the way passes bodies on without their length';

const wrongSize = (path: string, size: number, { bytes }: ModelFile): Unexpected =>
  unexpected`${path} has ${size} bytes instead of ${bytes.length}${size === 0 ? `: ${lengthLost}` : ''}`;

/** Uploads files to a directory of the artifact store. `made` learns first that something may be there. */
export const upload = async (talk: Conversation, directory: string, files: readonly ModelFile[], made: MadeRun, root: string): Promise<void> => {
  for (const { path, bytes } of files) {
    const before = made.files;
    made.files = root;
    try {
      // What a successful upload answers with differs by version: `{}`, or nothing at all.
      await talk.ask(`upload ${path}`, api.files.upload(`${directory}/${path}`, bytes), () => undefined).catch(noting(() => {
        made.fileMayCome = { path: `${directory}/${path}`, bytes: bytes.length };
      }));
    } catch (error) {
      const refused = error instanceof StepFailed && error.response.status < 500;
      if (refused && before === undefined) delete made.files;
      throw error;
    }
  }
};

/** Lists every directory of the files and finds each file there with its size. Throws what a conversation throws. */
export const compareListing = async (talk: Conversation, directory: string, files: readonly ModelFile[]): Promise<void> => {
  for (const [below, within] of Map.groupBy(files, ({ path }) => posix.dirname(path))) {
    const listed = posix.join(directory, below);
    await talk.ask(`list ${posix.join('model', below)}`, api.files.list(listed), (answer) => {
      const found = listAt(jsonOf(answer), 'files');
      for (const file of within) {
        const entry = found.find((one) => at(one, 'path') === posix.basename(file.path));
        if (entry === undefined) throw unexpected`${file.path} is not listed`;
        // An empty file has no size; some stores write it as a text.
        const size = Number(at(entry, 'file_size') ?? 0);
        if (size !== file.bytes.length) throw wrongSize(file.path, size, file);
      }
    });
  }
};

/** Downloads every file and compares it byte for byte. Throws what a conversation throws. */
export const compareFiles = async (talk: Conversation, directory: string, files: readonly ModelFile[]): Promise<void> => {
  for (const file of files) {
    await talk.ask(`download ${file.path}`, api.files.download(`${directory}/${file.path}`), ({ body }) => {
      if (body.length !== file.bytes.length) throw wrongSize(file.path, body.length, file);
      if (sha256(body) !== file.sha256) throw unexpected`${file.path} has ${body.length} bytes, but not those that were uploaded`;
    });
  }
};
