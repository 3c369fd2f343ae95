import type { Resolver } from 'node:dns/promises';

/** Records in the text form of their type; `ttl` (seconds) is the smallest, where the type carries one. */
export interface Found { readonly values: readonly string[]; readonly ttl?: number }

const joined = (...fields: readonly (string | number)[]) => fields.join(' ');
const timed = (records: readonly { readonly address: string; readonly ttl: number }[]) => ({
  values: records.map(({ address }) => address),
  ttl: Math.min(...records.map(({ ttl }) => ttl)),
});

/** How each record type is asked for, and its text form (RFC 1035, 5.1; RFC 2782; RFC 3596; several strings of a TXT record are one). */
export const records = {
  A: async (resolver, name) => timed(await resolver.resolve4(name, { ttl: true })),
  AAAA: async (resolver, name) => timed(await resolver.resolve6(name, { ttl: true })),
  CNAME: async (resolver, name) => ({ values: await resolver.resolveCname(name) }),
  MX: async (resolver, name) => ({ values: (await resolver.resolveMx(name)).map((mx) => joined(mx.priority, mx.exchange)) }),
  NS: async (resolver, name) => ({ values: await resolver.resolveNs(name) }),
  PTR: async (resolver, name) => ({ values: await resolver.resolvePtr(name) }),
  SRV: async (resolver, name) => ({
    values: (await resolver.resolveSrv(name)).map((srv) => joined(srv.priority, srv.weight, srv.port, srv.name)),
  }),
  TXT: async (resolver, name) => ({ values: (await resolver.resolveTxt(name)).map((strings) => strings.join('')) }),
} as const satisfies Record<string, (resolver: Resolver, name: string) => Promise<Found>>;

export type RecordName = keyof typeof records;
