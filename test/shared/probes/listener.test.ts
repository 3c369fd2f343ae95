import { describe, expect, test } from 'vitest';
import { AwsError } from '../../../local/gateway/service.ts';
import type { Input } from '../../../local/gateway/service.ts';
import { judge } from '../../../shared/checks/judge.ts';
import { listener as kind } from '../../../shared/probes/listener.ts';
import { standInAws, throwing } from '../../fixtures/aws.ts';
import { addsUp, probe, settingsFault, targetOf } from '../../fixtures/probing.ts';

const loadBalancer = 'arn:aws:elasticloadbalancing:us-east-1:000000000000:loadbalancer/app/main/1';
const written = { loadBalancer, hosts: ['auth.example.com', 'registry.example.com'] };

const aws = standInAws();

const acms = (name: string): string => `arn:aws:acm:us-east-1:000000000000:certificate/${name}`;
const uploaded = 'arn:aws:iam::000000000000:server-certificate/old';
const plain = { ListenerArn: 'plain', Port: 80, Protocol: 'HTTP' };
const encrypted = { ListenerArn: 'encrypted', Port: 443, Protocol: 'HTTPS', SslPolicy: 'ELBSecurityPolicy-2016-08' };
const listening = (...Listeners: readonly object[]) => ({ DescribeListeners: () => ({ Listeners }) });

const day = 86_400;
const now = Math.floor(Date.now() / 1_000);
/** Days from now, in seconds as ACM tells moments; half a day more, so that whole days stay what they are during a test. */
const inDays = (days: number): number => now + days * day + day / 2;
const iso = (seconds: number): string => `${new Date(seconds * 1_000).toISOString().slice(0, 19)}Z`;

/** ACM's certificates by the end of their ARN. */
type Certificates = Readonly<Record<string, object>>;
const issued = (more: object = {}, ...names: readonly string[]) => ({
  DomainName: names[0], SubjectAlternativeNames: names, Status: 'ISSUED', NotBefore: inDays(-10), NotAfter: inDays(80), RenewalEligibility: 'ELIGIBLE', ...more,
});

/** A listener with these certificates, and others by their ARN. */
const answering = (certificates: Certificates, others: readonly string[] = []) => aws.answer({
  ...listening(plain, encrypted),
  DescribeListenerCertificates: () => ({ Certificates: [...Object.keys(certificates).map(acms), ...others].map((CertificateArn, n) => ({ CertificateArn, IsDefault: n === 0 })) }),
  DescribeCertificate: ({ CertificateArn }: Input) => ({ Certificate: Object.entries(certificates).find(([name]) => acms(name) === CertificateArn)?.[1] }),
});
const unmet = async (settings: object = written) => {
  const seen = await probe(kind, settings);
  return judge(kind.expects, seen, 0).filter(({ ok }) => !ok).map(({ expected, saw }) => `${expected}: ${saw}`);
};

describe('a listener', () => {
  test('with more certificates than a load balancer usually has is asked about as many as that, and no host is said to lack one', async () => {
    answering(Object.fromEntries(Array.from({ length: 30 }, (_, n) => [`c${n}`, issued({}, `${n}.example.org`)])));
    aws.asked.length = 0;
    expect(await unmet()).toEqual([]);
    expect(aws.asked.filter((call) => call.startsWith('DescribeCertificate'))).toHaveLength(26);
  });

  test('tells what it speaks and all its certificates, the default one first and each once', async () => {
    const listed = ({ Marker }: Input) => (Marker === undefined
      ? { Certificates: [{ CertificateArn: acms('b'), IsDefault: false }, { CertificateArn: acms('a'), IsDefault: true }], NextMarker: 'more' }
      : { Certificates: [{ CertificateArn: acms('a'), IsDefault: false }, { CertificateArn: uploaded, IsDefault: false }] });
    const certificates: Certificates = {
      [acms('a')]: issued({ RenewalSummary: { RenewalStatus: 'SUCCESS' } }, 'auth.example.com', '*.example.com'),
      [acms('b')]: issued({ RenewalEligibility: 'INELIGIBLE', NotAfter: inDays(20) }, ...Array.from({ length: 8 }, (_, n) => `${n}.example.org`)),
    };
    aws.answer({
      ...listening(plain, encrypted), DescribeListenerCertificates: listed, DescribeCertificate: ({ CertificateArn }) => ({ Certificate: certificates[String(CertificateArn)] }),
    });
    const seen = await probe(kind, { loadBalancer });
    expect(seen.facts).toEqual({
      protocol: 'HTTPS', tlsPolicy: 'ELBSecurityPolicy-2016-08', certificates: [acms('a'), acms('b'), uploaded], ports: ['80', '443'],
      validity: [
        `auth.example.com, *.example.com: ISSUED, 80 days left, until ${iso(inDays(80))}, renewal SUCCESS`,
        `0.example.org, 1.example.org, 2.example.org, 3.example.org, 4.example.org, 3 more: ISSUED, 20 days left, until ${iso(inDays(20))}, not renewed by ACM`,
      ],
      uncovered: [], unfit: [],
    });
    expect(judge(kind.expects, seen, 0).every(({ ok }) => ok)).toBe(true);
    expect(addsUp(seen)).toBe(true);
  });

  test('that does not speak TLS is not asked for certificates, and fails by default', async () => {
    aws.answer(listening({ ...plain, Port: 443 }));
    const seen = await probe(kind, { loadBalancer });
    expect(seen.facts).toEqual({ protocol: 'HTTP', certificates: [], ports: ['443'], validity: [], uncovered: [], unfit: [] });
    expect(judge(kind.expects, seen, 0)).toMatchObject([{ ok: false, reason: 'facts', saw: '"HTTP"' }, { ok: true }, { ok: true }]);
  });

  test('that is not there fails, and so does a load balancer that is not there', async () => {
    aws.answer(listening());
    expect((await probe(kind, written)).failure).toMatchObject({ reason: 'not-found', detail: 'the load balancer has no listener on port 443, only on none' });
    aws.answer({ DescribeListeners: throwing(new AwsError('LoadBalancerNotFound', 'gone')) });
    expect((await probe(kind, written)).failure).toMatchObject({ reason: 'not-found', detail: expect.stringContaining('AWS knows no load balancer') });
  });
});

describe('the certificates of a listener', () => {
  const auth = issued({}, 'auth.example.com');

  test.each<[string, Certificates]>([
    ['one for each host', { a: auth, b: issued({}, 'registry.example.com') }],
    ['a wildcard, whatever its letters', { a: issued({}, 'example.com', '*.EXAMPLE.com') }],
    ['one that ACM will renew when it is due', { a: auth, b: issued({ NotAfter: inDays(3), RenewalSummary: { RenewalStatus: 'PENDING_AUTO_RENEWAL' } }, 'registry.example.com') }],
    ['a bad one for another host besides', { a: issued({}, '*.example.com'), b: issued({ Status: 'EXPIRED', NotAfter: inDays(-5) }, 'old.example.com') }],
  ])('are good: %s', async (_, certificates) => {
    answering(certificates);
    expect(await unmet()).toEqual([]);
  });

  test.each<[string, Certificates]>([
    ['none is for it', { a: auth, b: issued({}, 'old.registry.example.com') }], ['a wildcard is for labels below it', { a: auth, b: issued({}, '*.registry.example.com') }],
    ['a wildcard is for two labels less', { a: auth, b: issued({}, '*.com') }], ['a wildcard is only a part of a label', { a: auth, b: issued({}, 'reg*.example.com') }],
  ])('lack one for a host where %s', async (_, certificates) => {
    answering(certificates);
    expect(await unmet()).toEqual(['uncovered = []: ["registry.example.com"]']);
  });

  test.each<[string, object, string]>([
    ['has expired, whatever ACM calls it', { NotAfter: inDays(-2) }, `expired at ${iso(inDays(-2))}`],
    ['has expired', { Status: 'EXPIRED', NotAfter: inDays(-2), RenewalSummary: { RenewalStatus: 'FAILED' } }, `expired at ${iso(inDays(-2))}`],
    ['is not valid yet', { NotBefore: inDays(2) }, `valid from ${iso(inDays(2))} on`],
    ['is not issued', { Status: 'PENDING_VALIDATION', NotBefore: undefined, NotAfter: undefined }, 'PENDING_VALIDATION'],
    ['was revoked', { Status: 'REVOKED' }, 'REVOKED'],
    ['could not be renewed', { RenewalSummary: { RenewalStatus: 'FAILED', RenewalStatusReason: 'CAA_ERROR' } }, 'renewal FAILED (CAA_ERROR)'],
  ])('are bad where one for a host %s, also beside a good one', async (_, more, what) => {
    answering({ a: auth, b: issued({}, 'registry.example.com'), c: issued(more, 'registry.example.com') });
    expect(await unmet()).toEqual([`unfit = []: ["registry.example.com: ${what}"]`]);
  });

  test('tell how long the first of those for the hosts lasts', async () => {
    answering({ a: issued({ NotAfter: inDays(9) }, '*.example.com'), b: auth, c: issued({ NotAfter: inDays(1) }, 'other.example.org') });
    expect((await probe(kind, written)).facts).toMatchObject({ daysLeft: 9 });
  });

  test('of which ACM does not know are told by their ARN, and leave open what they are for', async () => {
    answering({ a: auth }, [uploaded]);
    expect((await probe(kind, written)).facts).toMatchObject({ certificates: [acms('a'), uploaded], validity: [expect.stringContaining('auth.example.com')] });
    expect(await unmet()).toEqual([]);
    expect(aws.asked.filter((call) => call === 'DescribeCertificate')).toHaveLength(2);
  });

  test('that ACM does not find are for nobody', async () => {
    aws.answer({
      ...listening(encrypted), DescribeListenerCertificates: () => ({ Certificates: [{ CertificateArn: acms('a'), IsDefault: true }] }),
      DescribeCertificate: throwing(new AwsError('ResourceNotFoundException', 'Could not find certificate')),
    });
    expect(await unmet()).toEqual(['uncovered = []: ["auth.example.com","registry.example.com"]']);
  });

  test('are asked for five at a time', async () => {
    const all = Object.fromEntries(Array.from({ length: 12 }, (_, n) => [`c${n}`, issued({}, `host-${n}.example.com`)]));
    const waiting: (() => void)[] = [];
    const together: number[] = [];
    aws.answer({
      ...listening(encrypted), DescribeListenerCertificates: () => ({ Certificates: Object.keys(all).map((name) => ({ CertificateArn: acms(name) })) }),
      DescribeCertificate: async ({ CertificateArn }) => {
        const answered = new Promise<void>((resolve) => { waiting.push(resolve); });
        const left = 12 - together.reduce((sum, count) => sum + count, 0);
        if (waiting.length === Math.min(5, left)) {
          // Whoever else asks has the time to do so.
          for (let turn = 0; turn < 20; turn += 1) await new Promise(setImmediate);
          together.push(waiting.length);
          waiting.splice(0).forEach((resolve) => resolve());
        }
        await answered;
        return { Certificate: all[String(CertificateArn).split('/')[1] ?? ''] };
      },
    });
    expect((await probe(kind, { loadBalancer })).facts?.['validity']).toHaveLength(12);
    expect(together).toEqual([5, 5, 2]);
  });
});

test('a target is named by port and load balancer, and is no host; it takes a request for each certificate that there can be', () => {
  expect(targetOf(kind, { loadBalancer })).toEqual({ label: 'listener 443 of loadbalancer/app/main/1', requests: 28 });
});

test.each([{}, { loadBalancer: '' }, { ...written, port: '443' }, { ...written, hosts: ['https://a.example.com'] }])('settings such as %j are refused', (settings) => {
  expect(settingsFault(kind, settings)).toBeTypeOf('string');
});
