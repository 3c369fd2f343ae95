import { expect, test } from 'vitest';
import { AwsError } from '../../../local/gateway/service.ts';
import { judge } from '../../../shared/checks/judge.ts';
import { listener as kind } from '../../../shared/probes/listener.ts';
import { denied, standInAws, throwing } from '../../fixtures/aws.ts';
import { addsUp, probe, settingsFault, targetOf } from '../../fixtures/probing.ts';

const written = { loadBalancer: 'arn:aws:elasticloadbalancing:us-east-1:000000000000:loadbalancer/app/main/1' };

const aws = standInAws();

const plain = { ListenerArn: 'plain', Port: 80, Protocol: 'HTTP' };
const encrypted = { ListenerArn: 'encrypted', Port: 443, Protocol: 'HTTPS', SslPolicy: 'ELBSecurityPolicy-2016-08' };
const listening = (...Listeners: readonly object[]) => ({ DescribeListeners: () => ({ Listeners }) });
const certificates = ({ Marker }: Readonly<Record<string, unknown>>) => (Marker === undefined
  ? { Certificates: [{ CertificateArn: 'b', IsDefault: false }, { CertificateArn: 'a', IsDefault: true }], NextMarker: 'more' }
  : { Certificates: [{ CertificateArn: 'c', IsDefault: false }, { CertificateArn: 'a', IsDefault: false }] });

test('a listener tells what it speaks and all its certificates, the default one first and each once', async () => {
  aws.answer({ ...listening(plain, encrypted), DescribeListenerCertificates: certificates });
  const seen = await probe(kind, written);
  expect(seen.facts).toEqual({ protocol: 'HTTPS', tlsPolicy: 'ELBSecurityPolicy-2016-08', certificates: ['a', 'b', 'c'], ports: ['80', '443'] });
  expect(judge(kind.expects, seen, 0).every(({ ok }) => ok)).toBe(true);
  expect(addsUp(seen)).toBe(true);
});

test('one that does not speak TLS is not asked for certificates, and fails by default', async () => {
  aws.answer(listening({ ...plain, Port: 443 }));
  const seen = await probe(kind, written);
  expect(seen.facts).toEqual({ protocol: 'HTTP', certificates: [], ports: ['443'] });
  expect(judge(kind.expects, seen, 0)).toMatchObject([{ ok: false, reason: 'facts', saw: '"HTTP"' }]);
});

test('one that is not there fails, and so does a load balancer that is not there', async () => {
  aws.answer(listening());
  expect((await probe(kind, written)).failure).toMatchObject({ reason: 'not-found', detail: 'the load balancer has no listener on port 443, only on none' });
  aws.answer({ DescribeListeners: throwing(new AwsError('LoadBalancerNotFound', 'gone')) });
  expect((await probe(kind, written)).failure).toMatchObject({ reason: 'not-found', detail: expect.stringContaining('AWS knows no load balancer') });
});

test('one that may not be asked about cannot be told of', async () => {
  aws.answer({ ...listening(encrypted), DescribeListenerCertificates: throwing(denied('elasticloadbalancing:DescribeListenerCertificates')) });
  expect((await probe(kind, written)).failure)
    .toMatchObject({ reason: 'control-plane', detail: expect.stringMatching(/lacks elasticloadbalancing:DescribeListenerCertificates$/) });
});

test('a target is named by port and load balancer, and is no host', () => {
  expect(targetOf(kind, written)).toEqual({ label: 'listener 443 of loadbalancer/app/main/1', requests: 2 });
});

test.each([{}, { loadBalancer: '' }, { ...written, port: '443' }])('settings such as %j are refused', (settings) => {
  expect(settingsFault(kind, settings)).toBeTypeOf('string');
});
