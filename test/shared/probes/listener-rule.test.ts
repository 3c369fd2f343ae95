import { describe, expect, test } from 'vitest';
import { AwsError, text } from '../../../local/gateway/service.ts';
import { judge } from '../../../shared/checks/judge.ts';
import { listenerRule as kind } from '../../../shared/probes/listener-rule.ts';
import { standInAws, throwing } from '../../fixtures/aws.ts';
import { addsUp, probe, settingsFault, targetOf } from '../../fixtures/probing.ts';

const loadBalancer = 'arn:aws:elasticloadbalancing:us-east-1:000000000000:loadbalancer/app/main/1';
const written = { loadBalancer, host: 'registry.example.com', path: '/api/v1/models' };

const aws = standInAws();

const listeners = () => ({ Listeners: [{ ListenerArn: 'plain', Port: 80, Protocol: 'HTTP' }, { ListenerArn: 'encrypted', Port: 443, Protocol: 'HTTPS' }] });
const forward = (...groups: readonly (readonly [string, number])[]) => ({
  Type: 'forward', Order: 2, ForwardConfig: { TargetGroups: groups.map(([TargetGroupArn, Weight]) => ({ TargetGroupArn, Weight })) },
});
const refuse = { Type: 'fixed-response', Order: 1, FixedResponseConfig: { StatusCode: '404', ContentType: 'text/plain' } };
const otherwise = { Priority: 'default', IsDefault: true, Actions: [refuse] };
const registry = { Field: 'host-header', Values: ['registry.example.com'], HostHeaderConfig: { Values: ['registry.example.com'] } };
const rule = (Priority: string, action: object, ...Conditions: readonly object[]) => ({ Priority, Conditions, Actions: [action] });
const answering = (...rules: readonly object[]) => aws.answer({ DescribeListeners: listeners, DescribeRules: () => ({ Rules: rules }) });
const facts = async () => (await probe(kind, written)).facts;

describe('a request', () => {
  test('that a rule forwards passes by default, and tells where to', async () => {
    answering(otherwise, rule('20', forward(['api', 1], ['api-next', 0]), registry));
    const seen = await probe(kind, written);
    expect(seen.facts).toEqual({
      rule: 20, conditions: ['host-header registry.example.com'], action: 'forward', targetGroups: ['api'], undecided: [], misrouted: [],
    });
    expect(judge(kind.expects, seen, 0).every(({ ok }) => ok)).toBe(true);
    expect(addsUp(seen)).toBe(true);
    expect(aws.asked).toEqual(['DescribeListeners', 'DescribeRules']);
  });

  test('that falls to the default rule does not, and tells the status of its answer', async () => {
    answering(otherwise, rule('20', forward(['api', 1]), { Field: 'host-header', Values: ['auth.example.com'] }));
    const seen = await probe(kind, written);
    const misrouted = ['GET /api/v1/models: fixed-response 404 by the default rule'];
    expect(seen.facts).toEqual({ rule: 'default', conditions: [], action: 'fixed-response', status: 404, targetGroups: [], undecided: [], misrouted });
    expect(judge(kind.expects, seen, 0)).toMatchObject([{ ok: false, reason: 'facts', saw: JSON.stringify(misrouted) }]);
  });

  test('that has to log in first is told by what comes after it', async () => {
    answering({ Priority: 'default', Actions: [forward(['ui', 1]), { Type: 'authenticate-oidc', Order: 1 }] });
    expect(await facts()).toMatchObject({ action: 'forward', targetGroups: ['ui'] });
  });

  test('that is redirected is told with the code', async () => {
    answering({ Priority: 'default', Actions: [{ Type: 'redirect', RedirectConfig: { StatusCode: 'HTTP_301' } }] });
    expect(await facts()).toMatchObject({ action: 'redirect', status: 301 });
  });

  test('is looked for on every page of the rules', async () => {
    aws.answer({
      DescribeListeners: ({ Marker }) => (Marker === undefined ? { Listeners: [], NextMarker: 'more' } : listeners()),
      DescribeRules: (input) => (text(input, 'Marker') === undefined
        ? { Rules: [otherwise], NextMarker: 'page 2' }
        : { Rules: [rule('7', forward([`${text(input, 'ListenerArn')} ${text(input, 'Marker')}`, 1]), registry)] }),
    });
    expect(await facts()).toMatchObject({ rule: 7, targetGroups: ['encrypted page 2'] });
  });

  const canary = { Field: 'http-header', HttpHeaderConfig: { HttpHeaderName: 'X-Canary', Values: ['1', 'on'] } };
  test('that a header may lead to another group is told with both', async () => {
    answering(otherwise, rule('5', forward(['canary', 1]), canary), rule('20', forward(['api', 1]), registry));
    expect(await facts()).toEqual({ action: 'forward', targetGroups: ['canary', 'api'], undecided: ['priority 5: http-header X-Canary 1, on'], misrouted: [] });
  });

  test('that a header may have forwarded or refused cannot be told of', async () => {
    answering(otherwise, rule('5', forward(['api', 1]), canary));
    expect(await probe(kind, written)).toMatchObject({
      failure: { reason: 'undecided', detail: 'forward by rule 5, or fixed-response by the default rule: that depends on priority 5: http-header X-Canary 1, on' },
    });
  });

  test('that no rule takes, which AWS does not have, is not told as a refusal', async () => {
    answering();
    expect((await probe(kind, written)).failure).toMatchObject({ reason: 'undecided', detail: expect.stringContaining('no rule that takes it') });
  });

  test.each([
    [{ Field: 'source-ip', SourceIpConfig: { Values: ['10.0.0.0/8'] } }, 'source-ip 10.0.0.0/8'],
    [{ Field: 'path-pattern', PathPatternConfig: { RegexValues: ['^/api/.*'] } }, 'path-pattern /^/api/.*/'],
    [{ Field: 'host-header', RegexValues: ['^r'] }, 'host-header /^r/'],
  ])('is not guessed at where a rule asks for %j', async (condition, text) => {
    answering(otherwise, rule('5', refuse, condition));
    expect(await facts()).toMatchObject({ action: 'fixed-response', status: 404, undecided: [`priority 5: ${text}`] });
  });

  test.each([
    [{ Field: 'query-string', QueryStringConfig: { Values: [{ Key: 'v', Value: '2' }, { Value: 'x' }] } }, ['query-string v=2, x']],
    [{ Field: 'http-request-method', HttpRequestMethodConfig: { Values: ['GET'] } }, ['http-request-method GET']],
    [{ Field: 'path-pattern', Values: ['/*'] }, ['path-pattern /*']],
  ])('with a query matches %j', async (condition, conditions) => {
    answering(otherwise, rule('5', forward(['api', 1]), condition));
    expect((await probe(kind, { ...written, path: '/?v=2' })).facts).toMatchObject({ rule: 5, conditions });
  });
});

const path = (...Values: readonly string[]) => ({ Field: 'path-pattern', Values });

describe('several requests', () => {
  const [api = '', next = ''] = ['api', 'api-next'].map((name) => `arn:aws:elasticloadbalancing:us-east-1:000000000000:targetgroup/${name}/1`);
  const several = {
    ...written, targetGroups: [api],
    also: [{ path: '/api/health', targetGroups: [api] }, { path: '/api/v1/models', method: 'POST', targetGroups: [api] }],
  };
  const look = async () => {
    const seen = await probe(kind, several);
    return { misrouted: seen.facts?.['misrouted'], ok: judge(kind.expects, seen, 0).every(({ ok }) => ok), failure: seen.failure };
  };

  test('are judged one by one, in one look at the rules', async () => {
    answering(otherwise, rule('20', forward([api, 1]), registry, path('/api/v1/*')));
    aws.asked.length = 0;
    expect(await look()).toEqual({ misrouted: ['GET /api/health: fixed-response 404 by the default rule'], ok: false, failure: undefined });
    expect(aws.asked).toEqual(['DescribeListeners', 'DescribeRules']);
    answering(otherwise, rule('20', forward([api, 1]), registry));
    expect(await look()).toEqual({ misrouted: [], ok: true, failure: undefined });
  });

  test('may meet a rule that is for some methods only', async () => {
    answering(otherwise, rule('20', forward([api, 1]), registry, { Field: 'http-request-method', HttpRequestMethodConfig: { Values: ['GET'] } }));
    expect((await look()).misrouted).toEqual(['POST /api/v1/models: fixed-response 404 by the default rule']);
  });

  test('have to go to their target group with all their weight', async () => {
    answering(otherwise, rule('20', forward([api, 2], [next, 1]), registry));
    expect(await look()).toMatchObject({
      ok: false, misrouted: ['GET /api/v1/models', 'GET /api/health', 'POST /api/v1/models'].map((each) => `${each}: 33.3 % to api-next by rule 20`),
    });
    answering(otherwise, rule('20', { Type: 'forward', TargetGroupArn: next }, registry));
    expect((await look()).misrouted).toContain('GET /api/health: to api-next by rule 20');
  });

  test('of which one depends on a header are wrong where another is, and else not known', async () => {
    const canary = { Field: 'http-header', HttpHeaderConfig: { HttpHeaderName: 'X-Canary', Values: ['1'] } };
    const last = rule('20', forward([api, 1]), registry);
    answering(otherwise, rule('5', refuse, canary, path('/api/health')), last);
    expect(await look()).toMatchObject({
      misrouted: [], failure: { reason: 'undecided', detail: expect.stringMatching(/^GET \/api\/health: fixed-response by rule 5, or forward by rule 20: that depends/) },
    });
    expect((await look()).failure).not.toHaveProperty('partly');
    answering(otherwise, rule('5', refuse, canary, path('/api/health')), rule('6', refuse, path('/api/v1/*')), last);
    expect(await look()).toMatchObject({ ok: false, failure: { reason: 'undecided', partly: true } });
  });

  test('may be led elsewhere by a header; not all but those with it', async () => {
    const canary = { Field: 'http-header', HttpHeaderConfig: { HttpHeaderName: 'X-Canary', Values: ['1'] } };
    answering(otherwise, rule('5', forward([next, 1]), canary), rule('20', forward([api, 1]), registry));
    expect(await look()).toEqual({ misrouted: [], ok: true, failure: undefined });
    answering(otherwise, rule('5', forward([api, 1]), canary), rule('20', forward([next, 1]), registry));
    expect((await look()).failure).toMatchObject({ reason: 'undecided' });
  });
});

describe('it is told that', () => {
  test('nothing listens on the port', async () => {
    answering();
    expect((await probe(kind, { ...written, port: 8443 })).failure)
      .toEqual({ reason: 'not-found', phase: 'firstByte', detail: 'the load balancer has no listener on port 8443, only on 80, 443' });
  });

  test('there is no such load balancer', async () => {
    aws.answer({ DescribeListeners: throwing(new AwsError('LoadBalancerNotFound', 'One or more load balancers not found')) });
    expect((await probe(kind, written)).failure).toMatchObject({ reason: 'not-found', detail: `AWS knows no load balancer ${loadBalancer}` });
  });

  test('AWS did not answer in time', async () => {
    const time = new AbortController();
    aws.answer({ DescribeListeners: () => { time.abort(); return new Promise(() => {}); } });
    expect((await probe(kind, written, { signal: time.signal })).failure).toMatchObject({ reason: 'control-plane', detail: expect.stringContaining('no answer in time') });
  });
});

test('a target is named by the request, and is no host', () => {
  expect(targetOf(kind, written)).toEqual({ label: 'listener rule for GET registry.example.com/api/v1/models', requests: 2 });
  expect(targetOf(kind, { ...written, host: '::1', port: 8080, path: '/health' }).label).toBe('listener rule for GET [::1]:8080/health');
  expect(targetOf(kind, { ...written, also: [{ path: '/' }] }).label).toBe('listener rule for GET registry.example.com/api/v1/models and 1 more');
  expect(targetOf(kind, { ...written, port: 8443, method: 'POST' }).label).toBe('listener rule for POST registry.example.com:8443/api/v1/models');
});

test.each([{}, { ...written, path: 'api' }, { ...written, host: 'https://x' }, { ...written, port: 0 }, { ...written, method: 'get' }, { ...written, region: 'x' }])(
  'settings such as %j are refused', (settings) => {
    expect(settingsFault(kind, settings)).toBeTypeOf('string');
  });
