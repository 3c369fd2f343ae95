import { once } from 'node:events';
import { connect } from 'node:tls';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { tlsCauses } from '../../../../local/lab/causes/tls.ts';
import { acm } from '../../../../local/lab/control-plane/acm.ts';
import { certificateArn } from '../../../../local/lab/control-plane/names.ts';
import { startLab, type Lab } from '../../../../local/lab/lab.ts';
import { hosts } from '../../../../local/lab/settings.ts';

interface Told { readonly Certificate: { readonly DomainName: string; readonly NotBefore: number; readonly NotAfter: number } }

let lab: Lab;
beforeAll(async () => { lab = await startLab(); });
afterAll(() => lab.stop());

/** What the lab's listener shows who asks for a host: the name, and from when to when, in epoch seconds. */
const shown = async (servername: string) => {
  const socket = connect({ host: '127.0.0.1', port: lab.addresses.httpsPort, servername, rejectUnauthorized: false });
  await once(socket, 'secureConnect');
  const { subject, valid_from: from, valid_to: to } = socket.getPeerCertificate();
  socket.destroy();
  return { name: subject.CN, from: Date.parse(from) / 1_000, to: Date.parse(to) / 1_000 };
};

const told = (of: string) => {
  const service = lab.aws.find(({ name }) => name === 'acm');
  const { Certificate: { DomainName: name, NotBefore, NotAfter } } = (service?.answer('DescribeCertificate', { CertificateArn: certificateArn(of) }) ?? {}) as Told;
  return { name, from: Math.floor(NotBefore), to: Math.floor(NotAfter) };
};

describe('what ACM says of the lab', () => {
  it.each([[], ...Object.keys(tlsCauses).map((cause) => [cause])])('is what the listener shows: %s', async (...causes) => {
    lab.breakBy(causes);
    const registry = causes.includes('certificate-not-on-listener') ? 'default' : hosts.registry;
    expect(await Promise.all([hosts.auth, hosts.registry].map(shown))).toEqual([hosts.auth, registry].map(told));
  });

  it('is nothing of a certificate that is not there, nor to another operation', () => {
    const { answer } = acm(() => ({ [hosts.registry]: 'none' }), 0);
    for (const name of [hosts.registry, 'other.test']) {
      expect(() => answer('DescribeCertificate', { CertificateArn: certificateArn(name) })).toThrow(expect.objectContaining({ type: 'ResourceNotFoundException' }));
    }
    expect(answer('ListCertificates', {})).toBeUndefined();
  });
});
