import { Resolver } from 'node:dns';
import type { LookupFunction } from 'node:net';

/**
 * Name resolution by one DNS server, given as `ip:port`, in the form that Node's sockets take. Who knows an address already does not ask
 * for it.
 */
export function lookupAt(server: string, known: () => string | undefined = () => undefined): LookupFunction {
  const resolver = new Resolver({ timeout: 1000, tries: 2 });
  resolver.setServers([server]);
  return (name, options, callback) => {
    const told = (error: NodeJS.ErrnoException | null, addresses: readonly string[]) => {
      if (error !== null) return callback(error, '');
      const [first] = addresses;
      if (first === undefined) return callback(new Error(`no address for ${name}`), '');
      if (options.all === true) return callback(null, addresses.map((address) => ({ address, family: 4 })));
      callback(null, first, 4);
    };
    const address = known();
    if (address === undefined) resolver.resolve4(name, told);
    else told(null, [address]);
  };
}
