import { describe, expect, test } from 'vitest';
import type { Condition, ListenerRule } from '../../../../shared/aws/listener-rule.ts';
import { match, type Asked } from '../../../../shared/probes/listener-rule/match.ts';

const of = (field: 'host-header' | 'path-pattern' | 'http-request-method', ...values: readonly string[]): Condition =>
  ({ field, values, text: `${field} ${values.join(', ')}` });
const host = (...values: readonly string[]) => of('host-header', ...values);
const path = (...values: readonly string[]) => of('path-pattern', ...values);
const method = (...values: readonly string[]) => of('http-request-method', ...values);
const query = (...pairs: readonly { readonly key?: string; readonly value: string }[]): Condition => ({ field: 'query-string', pairs, text: 'query-string' });
const other = (text: string): Condition => ({ field: 'other', text });

const rule = (priority: ListenerRule['priority'], ...conditions: readonly Condition[]): ListenerRule =>
  ({ priority, conditions, action: { type: 'forward', targetGroups: [{ arn: `group-${priority}`, share: 100 }] } });
const otherwise = rule('default');
const asked: Asked = { host: 'registry.example.com', path: '/api/v1/models', method: 'GET' };
const taken = (conditions: readonly Condition[], request: Partial<Asked> = {}) => match([otherwise, rule(5, ...conditions)], { ...asked, ...request });

describe('one rule before the default one', () => {
  test.each<[string, readonly Condition[], Partial<Asked>, ListenerRule['priority']]>([
    ['its host', [host('registry.example.com')], {}, 5],
    ['its host in other letters', [host('Registry.Example.COM')], { host: 'REGISTRY.example.com' }, 5],
    ['a host of its wildcard', [host('*.example.com')], {}, 5],
    ['another host', [host('auth.example.com')], {}, 'default'],
    ['one of its hosts', [host('auth.example.com', 'registry.example.com')], {}, 5],
    ['its path', [path('/api/*')], {}, 5],
    ['its path in other letters', [path('/API/*')], {}, 'default'],
    ['one of its paths', [path('/health', '/api/v?/models')], {}, 5],
    ['its path with a query', [path('/api/v1/models')], { path: '/api/v1/models?limit=1' }, 5],
    ['a path that only a query makes longer', [path('/api/v1/models?*')], { path: '/api/v1/models?limit=1' }, 'default'],
    ['its host and another path', [host('registry.example.com'), path('/health')], {}, 'default'],
    ['its path and another host', [host('auth.example.com'), path('/api/*')], {}, 'default'],
    ['host and path', [host('registry.example.com'), path('/api/*')], {}, 5],
    ['its method', [method('GET', 'HEAD')], {}, 5],
    ['another method', [method('POST')], {}, 'default'],
    ['its method in other letters', [method('get')], {}, 'default'],
    ['no query', [query({ key: 'version', value: '*' })], {}, 'default'],
    ['its query', [query({ key: 'version', value: 'v?' })], { path: '/?a=b&Version=V1' }, 5],
    ['a query of another value', [query({ key: 'version', value: 'v1' })], { path: '/?version=v2' }, 'default'],
    ['a value of any key', [query({ value: '*ample*' })], { path: '/?any=Example' }, 5],
    ['no condition at all', [], {}, 5],
    ['what cannot be told, but another path', [other('source-ip 10.0.0.0/8'), path('/health')], {}, 'default'],
  ])('takes or leaves a request with %s', (_, conditions, request, priority) => {
    const { possible, undecided } = taken(conditions, request);
    expect(possible.map((each) => each.priority)).toEqual([priority]);
    expect(undecided).toEqual([]);
  });

  test.each<[string, readonly Condition[], Partial<Asked>, string]>([
    ['a header', [host('registry.example.com'), other('http-header X-Canary 1')], {}, 'priority 5: http-header X-Canary 1'],
    ['an address and a header', [other('source-ip 10.0.0.0/8'), other('http-header X 1')], {}, 'priority 5: source-ip 10.0.0.0/8 and http-header X 1'],
    ['a query that is encoded', [query({ value: 'a b' })], { path: '/?x=a%20b' }, 'priority 5: query-string'],
    ['a pattern that is escaped', [query({ value: 'a\\*' })], { path: '/?x=a*' }, 'priority 5: query-string'],
  ])('may take a request where it asks for %s', (_, conditions, request, undecided) => {
    const found = taken(conditions, request);
    expect(found.possible.map((each) => each.priority)).toEqual([5, 'default']);
    expect(found.undecided).toEqual([undecided]);
  });
});

test('the lowest priority goes first, by number and whatever the order in which they are told', () => {
  const rules = [otherwise, rule(100, path('/api/*')), rule(9, host('registry.example.com')), rule(20, host('registry.example.com'))];
  expect(match(rules, asked).possible.map(({ priority }) => priority)).toEqual([9]);
  expect(match(rules.toReversed(), asked).possible.map(({ priority }) => priority)).toEqual([9]);
});

test('what comes after a rule that certainly takes it does not count', () => {
  const rules = [rule(1, other('http-header A 1')), rule(2, path('/api/*')), rule(3, other('http-header B 1')), otherwise];
  expect(match(rules, asked)).toMatchObject({ possible: [{ priority: 1 }, { priority: 2 }], undecided: ['priority 1: http-header A 1'] });
});

test('without a default rule nothing may take it', () => {
  expect(match([rule(5, host('auth.example.com'))], asked)).toEqual({ possible: [], undecided: [] });
});
