import type { Host, Platform } from '../platform/platform.ts';
import type { DnsSettings } from '../probes/dns.ts';
import type { TlsSettings } from '../probes/tls.ts';
import type { ProbeSpec } from '../checks/check.ts';
import { http, routed, type Draft } from './draft.ts';
import { isAddress } from './is-address.ts';

/** Asked for where no other host is described: nobody serves it. */
const nobodysPath = '/__hokusai-health-control';

/** The address asked over plain HTTP, and where it is to lead. Of two base URLs of which one has no path, both have that of the other. */
const redirection = ({ url, httpUrl }: Host): readonly [asked: string, to: string] => {
  const [http, https] = [new URL(httpUrl), new URL(url)];
  const [from, to] = [http, https].map(({ pathname }) => pathname.replace(/\/$/, ''));
  return [`${http.origin}${from || to}/`, `${https.origin}${to || from}/`];
};

const hostChecks = (service: string, host: Host, foreignPath: string, daysLeft: number): Draft[] => {
  const { hostname: bracketed, port, protocol } = new URL(host.url);
  const name = bracketed.replace(/^\[|\]$/g, '');
  const address = isAddress(name) ? { skip: `${name} is an address, not a name` } : {};
  const plain = protocol === 'https:' ? {} : { skip: `${host.url} is described without TLS` };
  const dns: ProbeSpec<'dns', DnsSettings> = { kind: 'dns', settings: { name, type: 'address' } };
  const tls: ProbeSpec<'tls', TlsSettings> = { kind: 'tls', settings: { host: name, port: Number(port) || 443 } };
  const requires = [`${service}-dns`];
  const [asked, to] = redirection(host);
  return [
    {
      slug: `${service}-dns`, name: `${name} resolves`, service, role: 'readiness', exempt: true,
      probe: dns, expect: { answers: { atLeast: 1 } }, ...address,
    },
    {
      slug: `${service}-certificate`, name: `${name} has a good certificate`, service, role: 'warning', requires,
      probe: tls, expect: { certificate: { name, daysLeft } }, ...plain,
    },
    {
      slug: `${service}-https-redirect`, name: `${name} redirects HTTP to HTTPS`, service, role: 'warning', requires,
      probe: http(asked), expect: { redirect: to }, ...plain,
    },
    {
      slug: `${service}-own-path`, name: `${name} serves its own application`, service, role: 'user-path', requires,
      probe: http(host.url + host.ownPath), expect: routed,
    },
    // A path of the other host must get a plain refusal: anything else means that this host lands on the wrong target group.
    {
      slug: `${service}-foreign-path`, name: `${name} refuses a foreign path`, service, role: 'user-path', requires, exempt: true,
      probe: http(host.url + foreignPath), expect: { status: 404 },
    },
  ];
};

/** Ten checks of a platform with two hosts, five each: name, certificate, redirect to HTTPS, own application, refusal of the other's path. */
export const routing = ({ hosts: { auth, registry }, thresholds: { certificateDays } }: Platform): readonly Draft[] => [
  ...(auth === undefined ? [] : hostChecks('auth', auth, registry?.ownPath ?? nobodysPath, certificateDays)),
  ...(registry === undefined ? [] : hostChecks('registry', registry, auth?.ownPath ?? nobodysPath, certificateDays)),
];
