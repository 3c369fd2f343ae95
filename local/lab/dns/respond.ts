import dnsPacket from 'dns-packet';
import type { Answer, Packet } from 'dns-packet';

/** Address records: name to IPv4 addresses. */
export type Names = Readonly<Record<string, readonly string[]>>;

/** How a name server answers: its records, and names about which it says something else, or nothing. */
export interface DnsSettings {
  readonly names: Names;
  readonly fails?: Readonly<Record<string, 'servfail' | 'refused' | 'silent'>>;
}

/**
 * The authoritative answer to a query. A name without records does not exist (NXDOMAIN); a record type that a name lacks is
 * an empty answer; both with the zone's SOA, as RFC 2308 wants it. `undefined` for what is not a query at all, or is not answered.
 */
export function respond(message: Buffer, { names, fails = {} }: DnsSettings): Buffer | undefined {
  let query: Packet;
  try {
    query = dnsPacket.decode(message);
  } catch {
    return undefined;
  }
  const question = query.questions?.[0];
  if (query.type !== 'query' || question === undefined) return undefined;
  const name = question.name.toLowerCase();
  const failure = fails[name];
  if (failure === 'silent') return undefined;
  if (failure !== undefined) {
    return dnsPacket.encode({ type: 'response', id: query.id ?? 0, flags: codes[failure], questions: [question], answers: [] });
  }
  const addresses = names[name];
  const answers: Answer[] =
    addresses === undefined || question.type !== 'A' ? [] : addresses.map((data) => ({ type: 'A', name: question.name, ttl, data }));
  return dnsPacket.encode({
    type: 'response',
    id: query.id ?? 0,
    flags: dnsPacket.AUTHORITATIVE_ANSWER | ((query.flags ?? 0) & dnsPacket.RECURSION_DESIRED) | (addresses === undefined ? nameError : 0),
    questions: [question],
    answers,
    authorities: answers.length > 0 ? [] : [startOfAuthority(question.name)],
  });
}

/** Response codes (RFC 1035, 4.1.1). */
const codes = { servfail: 2, refused: 5 } as const;
const nameError = 3;
/** Seconds; short, so that a changed answer is seen at once even through a cache. */
const ttl = 1;

const startOfAuthority = (name: string): Answer => ({
  type: 'SOA',
  name: name.split('.').slice(-2).join('.'),
  ttl,
  data: { mname: 'ns.hokusai.test', rname: 'hostmaster.hokusai.test', serial: 1, refresh: 3600, retry: 600, expire: 86_400, minimum: ttl },
});
