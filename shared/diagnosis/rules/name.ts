import type { Reason } from '../../checks/reason.ts';
import { endsBy } from '../facts/of-host.ts';
import { tellsText } from '../facts/told.ts';
import type { Rule } from '../rule.ts';
import { endedAtHost, failingOf, keysNotValidated } from '../symptoms.ts';

type About = Pick<Rule, 'id' | 'title' | 'confidence'>;

/** A name that cannot be resolved: nothing of the host is reached, and who asks auth lets nobody in. */
const unresolved = (about: About, ...reasons: readonly Reason[]): Rule => ({
  ...about, version: 1, layer: 'name', scope: 'hosts',
  evidence: (facts, host) => ({ all: [endsBy(facts, host, reasons)] }),
  symptoms: [endedAtHost(...reasons), keysNotValidated],
  consequences: [],
});

/** A certificate that nobody accepts. */
const unaccepted = (about: About, ...reasons: readonly Reason[]): Rule => ({
  ...about, version: 1, layer: 'name', scope: 'hosts',
  evidence: (facts, host) => ({
    all: [endsBy(facts, host, reasons)],
    raises: ['unfit', 'uncovered'].flatMap((name) => facts.hosts.map((service) =>
      ({ by: 0.03, fact: tellsText(facts, 'control-plane/listener', service, name, new RegExp(`\\b${host}\\b`), (text) => `Among the load balancer's certificates: ${text}`) }))),
  }),
  symptoms: [endedAtHost(...reasons), keysNotValidated, failingOf(/^control-plane\/listener/)],
  consequences: [],
});

/** Names and certificates of the public hosts. */
export const name: readonly Rule[] = [
  unresolved({ id: 'DNS_PUBLIC_MISSING', confidence: 0.9, title: (host) => `The public name of ${host} does not exist in DNS` }, 'dns-not-found', 'dns-no-data'),
  unresolved(
    { id: 'DNS_ZONE_BROKEN', confidence: 0.8, title: (host) => `The name servers do not answer for the public name of ${host}` },
    'dns-server-failure', 'dns-refused', 'dns-timeout',
  ),
  unaccepted({ id: 'TLS_EXPIRED', confidence: 0.95, title: (host) => `The certificate of ${host} has expired` }, 'tls-expired'),
  unaccepted({ id: 'TLS_NOT_YET_VALID', confidence: 0.95, title: (host) => `The certificate of ${host} is not valid yet` }, 'tls-not-yet-valid'),
  unaccepted({ id: 'TLS_NAME_MISMATCH', confidence: 0.95, title: (host) => `The certificate shown for ${host} is for another name` }, 'tls-name-mismatch'),
  unaccepted({ id: 'TLS_UNTRUSTED', confidence: 0.95, title: (host) => `The certificate of ${host} is not from an authority that is trusted` }, 'tls-untrusted'),
];
