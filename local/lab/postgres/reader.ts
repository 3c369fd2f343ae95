import type { Socket } from 'node:net';

/** More than any client of the lab says at a time. */
const longest = 65_536;

/** The next bytes, exactly so many; undefined where the connection ends before they came. */
export const take = async (socket: Socket, bytes: number): Promise<Buffer | undefined> => {
  for (;;) {
    const taken = socket.read(bytes) as Buffer | null;
    if (taken !== null) return taken.length === bytes ? taken : undefined;
    if (socket.readableEnded || socket.destroyed) return undefined;
    await new Promise<void>((resolve) => {
      const go = () => {
        for (const event of ['readable', 'end', 'close']) socket.off(event, go);
        resolve();
      };
      for (const event of ['readable', 'end', 'close']) socket.on(event, go);
    });
  }
};

const lengthBytes = 4;

/** What follows a length that counts itself. */
const body = async (socket: Socket): Promise<Buffer | undefined> => {
  const length = (await take(socket, lengthBytes))?.readUInt32BE(0);
  if (length === undefined || length < lengthBytes || length > longest) return undefined;
  return length === lengthBytes ? Buffer.alloc(0) : take(socket, length - lengthBytes);
};

/** The first message of a connection, which has no type: a code and what belongs to it. */
export const takeFirst = async (socket: Socket): Promise<{ readonly code: number; readonly data: Buffer } | undefined> => {
  const said = await body(socket);
  return said === undefined || said.length < 4 ? undefined : { code: said.readUInt32BE(0), data: said.subarray(4) };
};

export const takeMessage = async (socket: Socket): Promise<{ readonly type: string; readonly data: Buffer } | undefined> => {
  const type = (await take(socket, 1))?.toString('latin1');
  const data = type === undefined ? undefined : await body(socket);
  return type === undefined || data === undefined ? undefined : { type, data };
};
