import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Socket } from 'node:net';

/** What is wrong on the way to the load balancer. */
export interface NetworkSettings {
  /** Milliseconds that every answer is late. */
  readonly latencyMs?: number;
  /** Of so many connections the first is dropped without a word. */
  readonly dropsOneOf?: number;
  /** Milliseconds between the parts of a body, which then come in pieces of 16 bytes. */
  readonly drippingMs?: number;
  /** Answers break off in the middle of their body. */
  readonly cuts?: true;
}

/** Whether the network loses a connection. `turn` counts connections from 0. */
const loses = ({ dropsOneOf }: NetworkSettings, turn: number): boolean => dropsOneOf !== undefined && turn % dropsOneOf === 0;

const pieces = (body: Buffer): readonly Buffer[] =>
  Array.from({ length: Math.ceil(body.length / 16) }, (_, index) => body.subarray(16 * index, 16 * (index + 1)));

type Chunk = string | Uint8Array | undefined;
const bytesOf = (chunk: unknown): Buffer =>
  (typeof chunk === 'string' ? Buffer.from(chunk) : chunk instanceof Uint8Array ? Buffer.from(chunk) : Buffer.alloc(0));

/** Has an answer's body arrive in drips, or not at all from its middle on. The head goes as it is. */
const disturb = (outgoing: ServerResponse, { drippingMs, cuts }: NetworkSettings, socket: Socket): void => {
  if (drippingMs === undefined && cuts === undefined) return;
  const parts: Buffer[] = [];
  const write = outgoing.write.bind(outgoing);
  const end = outgoing.end.bind(outgoing);
  const finish = (chunk: Chunk) => {
    const body = Buffer.concat([...parts, bytesOf(chunk)]);
    if (cuts === true && body.length > 1) {
      write(body.subarray(0, body.length / 2), () => socket.destroy());
      return;
    }
    const left = [...pieces(body)];
    const next = () => {
      const piece = left.shift();
      if (piece === undefined) end();
      else if (!outgoing.destroyed) {
        write(piece);
        setTimeout(next, drippingMs);
      }
    };
    next();
  };
  outgoing.write = ((chunk: Chunk) => parts.push(bytesOf(chunk)) > 0) as typeof outgoing.write;
  outgoing.end = ((chunk?: Chunk) => {
    finish(chunk);
    return outgoing;
  }) as typeof outgoing.end;
};

type Answer = (incoming: IncomingMessage, outgoing: ServerResponse) => void | Promise<void>;

/** The way to a load balancer, which is the same to all of its listeners: what comes along it is disturbed as the network is at that moment. */
export const networkTo = (network: () => NetworkSettings) => {
  let connections = 0;
  return {
    connected: (socket: Socket): void => {
      if (loses(network(), connections)) socket.destroy();
      connections += 1;
    },
    requested: (answer: Answer) => (incoming: IncomingMessage, outgoing: ServerResponse): void => {
      const { latencyMs = 0, ...disturbed } = network();
      const arrive = () => {
        disturb(outgoing, disturbed, incoming.socket);
        void answer(incoming, outgoing);
      };
      if (latencyMs === 0) arrive();
      else setTimeout(arrive, latencyMs);
    },
  };
};
