import type { Socket } from 'node:net';
import { connect } from './connect.ts';
import { lookAtCertificate, notDialled, secureOf } from './dial.ts';
import type { Destination, Dialled, Dialling, NotDialled } from './dial.ts';
import { connectFailure } from './failures.ts';

/** A connection on which both sides agreed to begin TLS now, and how to come to another one like it, which is verified by nobody. */
export interface Agreed { readonly plain: Dialled; readonly again: () => Promise<Socket | undefined> }

/** Begins TLS on a connection that was made without it, as `dial` does on a new one. Where that fails, the connection is closed. */
export const encrypt = async (
  { plain: { socket, address }, again }: Agreed, to: Destination, { network, signal, stopwatch }: Dialling,
): Promise<Dialled | NotDialled> => {
  const endpoint = { address: to.host, port: to.port, ...secureOf({ tls: {}, ...to }, network.ca) };
  stopwatch.enter('tls');
  const connection = await connect({ ...endpoint, over: socket }, signal, () => {});
  if (connection.ok) return { ...connection, address };
  return notDialled(connectFailure('tls', address, connection.error), address, stopwatch, async () => {
    const over = await again();
    return over && lookAtCertificate({ ...endpoint, over }, signal);
  });
};
