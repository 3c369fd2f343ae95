import { Resolver } from 'node:dns';
import type { LookupFunction } from 'node:net';

/** Name resolution by one DNS server, given as `ip:port`, in the form that Node's sockets take. */
export function lookupAt(server: string): LookupFunction {
  const resolver = new Resolver({ timeout: 1000, tries: 2 });
  resolver.setServers([server]);
  return (name, options, callback) => {
    resolver.resolve4(name, (error, addresses) => {
      if (error !== null) return callback(error, '');
      const [first] = addresses;
      if (first === undefined) return callback(new Error(`no address for ${name}`), '');
      if (options.all === true) return callback(null, addresses.map((address) => ({ address, family: 4 })));
      callback(null, first, 4);
    });
  };
}
