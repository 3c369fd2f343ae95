import { mkdir, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { inflateRawSync } from 'node:zlib';

const endOfDirectory = Buffer.from('PK\x05\x06', 'latin1');
const directoryEntry = 0x02014b50;
const deflated = 8;

/** Files of a zip archive by name. Format: https://pkware.cachefly.net/webdocs/casestudies/APPNOTE.TXT, sections 4.3.7, 4.3.12, 4.3.16. */
export const filesOf = (zip: Buffer): ReadonlyMap<string, Buffer> => {
  const end = zip.lastIndexOf(endOfDirectory);
  if (end < 0) throw new Error('not a zip archive');
  const files = new Map<string, Buffer>();
  let entry = zip.readUInt32LE(end + 16);
  while (zip.readUInt32LE(entry) === directoryEntry) {
    const [nameLength, extraLength, commentLength] = [28, 30, 32].map((offset) => zip.readUInt16LE(entry + offset)) as [number, number, number];
    const name = zip.toString('utf8', entry + 46, entry + 46 + nameLength);
    const header = zip.readUInt32LE(entry + 42);
    const start = header + 30 + zip.readUInt16LE(header + 26) + zip.readUInt16LE(header + 28);
    const packed = zip.subarray(start, start + zip.readUInt32LE(entry + 20));
    if (!name.endsWith('/')) files.set(name, zip.readUInt16LE(entry + 10) === deflated ? inflateRawSync(packed) : packed);
    entry += 46 + nameLength + extraLength + commentLength;
  }
  return files;
};

/** Unpacks an archive into a folder, as Lambda does into the task root. */
export const unzip = async (zip: Buffer, into: string): Promise<void> => {
  for (const [name, content] of filesOf(zip)) {
    await mkdir(dirname(join(into, name)), { recursive: true });
    await writeFile(join(into, name), content);
  }
};
