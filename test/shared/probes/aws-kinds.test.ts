import { afterAll, afterEach, beforeAll, describe, expect, test, vi } from 'vitest';
import { AwsError } from '../../../local/gateway/service.ts';
import { judge } from '../../../shared/checks/judge.ts';
import * as kinds from '../../../shared/probes/index.ts';
import { denied, standInAws, throwing } from '../../fixtures/aws.ts';
import { awsKinds } from '../../fixtures/aws-kinds.ts';
import type { AwsKind } from '../../fixtures/aws-kinds.ts';
import { startAwsProxy } from '../../fixtures/aws-proxy.ts';
import type { Page } from '../../fixtures/aws-proxy.ts';
import { startNameServer } from '../../fixtures/name-server.ts';
import { addsUp, probe } from '../../fixtures/probing.ts';

const aws = standInAws();
let proxy: Awaited<ReturnType<typeof startAwsProxy>>;
let dns: Awaited<ReturnType<typeof startNameServer>>;
beforeAll(async () => {
  proxy = await startAwsProxy(process.env['AWS_ENDPOINT_URL'] ?? '');
  vi.stubEnv('AWS_ENDPOINT_URL', proxy.url);
  dns = await startNameServer(({ name }) => ({ answers: [{ type: 'A' as const, name, ttl: 1, data: '127.0.0.1' }] }));
});
afterEach(() => proxy.answers());
afterAll(async () => {
  await proxy.stop();
  await dns[Symbol.asyncDispose]();
});

/** The SDK waits for a random time before it tries again: the shortest that there can be, for this test. */
const soonest = () => vi.spyOn(Math, 'random').mockReturnValue(0);

const seenBy = ({ kind, written }: AwsKind) => probe(kind, written(), { network: { resolver: dns.server } });

const html = (status: number): Page => ({ status, type: 'text/html', body: '<!DOCTYPE html><html><body><h1>Sign in<br></h1></body></html>' });
const pages: readonly (readonly [string, Page])[] = [
  ['HTML', html(200)],
  ['HTML that is XML', { status: 200, type: 'text/html', body: '<html><body><p>Sign in</p></body></html>' }],
  ['nothing', { status: 200, type: 'application/json', body: '' }],
  ['an empty object', { status: 200, type: 'application/json', body: '{}' }],
  ['an empty list', { status: 200, type: 'application/json', body: '[]' }],
  ['a text', { status: 200, type: 'application/json', body: '"ok"' }],
  ['null', { status: 200, type: 'application/json', body: 'null' }],
  ['JSON that breaks off', { status: 200, type: 'application/x-amz-json-1.1', body: '{"services":[{"status"' }],
  ['bytes', { status: 200, type: 'application/octet-stream', body: Buffer.from([0x80, 0xff, 0x00, 0x1f, 0x8b, 0xfe]) }],
  ['another XML', { status: 200, type: 'text/xml', body: '<?xml version="1.0"?><answer><ok/></answer>' }],
  ['a redirect', { status: 302, type: 'text/html', body: '' }],
  ['HTML that nothing was found', html(404)],
  ['HTML that nobody may pass', html(403)],
  ['HTML that it is out of order', html(503)],
];

test('every kind that asks AWS is in the table', () => {
  const asking = Object.keys(kinds).filter((name) => !/^(?:amqp|dns|http|journey|postgres|rateLimit|redis|tcp|tls)$/.test(name));
  expect(Object.keys(awsKinds).sort()).toEqual(asking.sort());
});

describe.each(Object.entries(awsKinds))('%s', (_, of) => {
  test('makes just the calls of the table, and passes when they are answered', async () => {
    aws.answer(of.replies);
    const seen = await seenBy(of);
    expect(seen.failure).toBeUndefined();
    expect(judge(of.kind.expects, seen, Date.now()).filter(({ ok }) => !ok)).toEqual([]);
    expect(new Set(aws.asked.map((call) => call.split(' ')[0]))).toEqual(new Set(Object.keys(of.permissions)));
  });

  describe.each(Object.entries(of.permissions))('whose call of %s', (operation, action) => {
    test('is denied cannot tell, and names the permission', async () => {
      aws.answer({ ...of.replies, [operation]: throwing(denied(action)) });
      const { failure } = await seenBy(of);
      expect(failure).toMatchObject({ reason: 'control-plane', phase: 'firstByte', detail: expect.stringMatching(`; the checker's role lacks ${action}$`) });
    });

    test('is throttled cannot tell', async () => {
      soonest();
      aws.answer({ ...of.replies, [operation]: throwing(new AwsError('ThrottlingException', 'Rate exceeded')) });
      const { failure } = await seenBy(of);
      expect(failure).toMatchObject({ reason: 'control-plane', phase: 'firstByte', detail: expect.stringContaining('ThrottlingException: Rate exceeded') });
    });

    test.each(pages)('is answered by somebody else with %s cannot tell', async (__, page) => {
      soonest();
      aws.answer(of.replies);
      proxy.answers(operation, page);
      const seen = await seenBy(of);
      expect(seen.failure).toMatchObject({ reason: 'control-plane', detail: expect.stringContaining('could not be asked') });
      expect(addsUp(seen)).toBe(true);
    });
  });
});
