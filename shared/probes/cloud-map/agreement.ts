import type { RecordType } from '@aws-sdk/client-servicediscovery';
import type { DiscoveredService, Instance } from '../../aws/cloud-map.ts';

/** What DNS answers for a name, by record type. */
export type Answers = ReadonlyMap<RecordType, readonly string[]>;

/** DNS answers at most so many instances of a service, by chance. Source: Cloud Map API reference, DnsConfig, `RoutingPolicy`. */
const mostAnswered = 8;

/** Names are alike whatever their case, with or without a final dot; an IPv6 address has many ways to be written. */
const plain = (value: string): string => {
  const text = value.toLowerCase().replace(/\.$/, '');
  return text.includes(':') ? URL.parse(`http://[${text}]`)?.hostname ?? text : text;
};

/** A record's value as `shared/probes/dial` tells it. Source: Cloud Map API reference, DnsRecord, `Type`. */
const valueOf = (type: RecordType, { id, ipv4, ipv6, cname, port = '' }: Instance, name: string): string | undefined =>
  ({ A: ipv4, AAAA: ipv6, CNAME: cname, SRV: `1 1 ${port} ${id}.${name}` })[type];

/**
 * Whether DNS answers for a service's name what Cloud Map knows: all healthy instances and nobody else, of a weighted service or of very
 * many instances some of them. Where none is healthy it may answer nothing, or as if all were. What an alias leads to is the load
 * balancer's affair: it has to lead to something. Source: Cloud Map API reference, DnsConfig, `RoutingPolicy`.
 */
export const agree = (name: string, { records, weighted, healthy, unhealthy }: DiscoveredService, answers: Answers): boolean => {
  const answerable = healthy.length === 0 ? unhealthy : healthy;
  if (answerable.some(({ alias }) => alias !== undefined)) return healthy.length === 0 || records.some((type) => (answers.get(type) ?? []).length > 0);
  return records.every((type) => {
    const known = new Set(answerable.flatMap((instance) => valueOf(type, instance, name) ?? []).map(plain));
    const answered = new Set((answers.get(type) ?? []).map(plain));
    if (!answered.isSubsetOf(known)) return false;
    if (healthy.length === 0) return true;
    return weighted || healthy.length > mostAnswered ? answered.size > 0 : answered.size === known.size;
  });
};
