import { once } from 'node:events';
import { connect } from 'node:tls';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { tlsCauses } from '../../../../local/lab/causes/tls.ts';
import { acm } from '../../../../local/lab/control-plane/acm.ts';
import { certificateArn, listenerArn, loadBalancerArn } from '../../../../local/lab/control-plane/names.ts';
import { startLab, type Lab } from '../../../../local/lab/lab.ts';
import { hosts } from '../../../../local/lab/settings.ts';

interface Named { readonly CertificateArn: string }
interface Told { readonly Certificate: { readonly DomainName: string; readonly NotBefore: number; readonly NotAfter: number } }

let lab: Lab;
beforeAll(async () => { lab = await startLab(); });
afterAll(() => lab.stop());

/** What the lab's listener shows who asks for a name, or for none: the certificate's name, and from when to when, in epoch seconds. */
const shown = async (servername?: string) => {
  const asked = servername === undefined ? {} : { servername };
  const socket = connect({ host: '127.0.0.1', port: lab.addresses.httpsPort, rejectUnauthorized: false, ...asked });
  await once(socket, 'secureConnect');
  const { subject, valid_from: from, valid_to: to } = socket.getPeerCertificate();
  socket.destroy();
  return { name: subject.CN, from: Date.parse(from) / 1_000, to: Date.parse(to) / 1_000 };
};

const said = (service: string, operation: string, input: object): unknown => lab.aws.find(({ name }) => name === service)?.answer(operation, { ...input });

const told = ({ CertificateArn }: Named) => {
  const { Certificate: { DomainName: name, NotBefore, NotAfter } } = said('acm', 'DescribeCertificate', { CertificateArn }) as Told;
  return { name, from: Math.floor(NotBefore), to: Math.floor(NotAfter) };
};

/** What an application load balancer would show with the certificates that AWS tells of. */
const toBeShown = (asked?: string) => {
  const { Listeners: [https] } = said('elbv2', 'DescribeListeners', { LoadBalancerArn: loadBalancerArn }) as { Listeners: { Certificates: readonly Named[] }[] };
  const { Certificates: all } = said('elbv2', 'DescribeListenerCertificates', { ListenerArn: listenerArn('https') }) as { Certificates: readonly Named[] };
  const [otherwise] = https?.Certificates ?? [];
  if (otherwise === undefined) throw new Error('the listener has no default certificate');
  expect(all[0]).toEqual({ ...otherwise, IsDefault: true });
  return all.slice(1).map(told).find(({ name }) => name === asked) ?? told(otherwise);
};

const asked = [hosts.auth, hosts.registry, 'REGISTRY.hokusai.test', `old.${hosts.registry}`, hosts.database, 'other.test', undefined];

describe('what AWS says of the lab’s certificates', () => {
  it.each([[], ...Object.keys(tlsCauses).map((cause) => [cause])])('is what the listener shows: %s', async (...causes) => {
    lab.breakBy(causes);
    expect(await Promise.all(asked.map(shown))).toEqual(asked.map((name) => toBeShown(name?.toLowerCase())));
  });

  it.each([
    ['certificate-other-name', hosts.registry, hosts.auth], ['certificate-other-name', `old.${hosts.registry}`, `old.${hosts.registry}`],
    ['certificate-not-on-listener', hosts.registry, hosts.auth],
  ])('is, with %s, for %s a certificate of %s', async (cause, servername, name) => {
    lab.breakBy([cause]);
    expect(await shown(servername)).toMatchObject({ name });
  });

  it('is nothing of a certificate that is not on the listener, nor to another operation', () => {
    const { answer } = acm(() => ({ [hosts.registry]: 'none', [hosts.database]: 'good' }), 0);
    for (const name of [hosts.registry, hosts.database, 'other.test']) {
      expect(() => answer('DescribeCertificate', { CertificateArn: certificateArn(name) })).toThrow(expect.objectContaining({ type: 'ResourceNotFoundException' }));
    }
    expect(answer('ListCertificates', {})).toBeUndefined();
  });
});
