import { describe, expect, it } from 'vitest';
import type { Listener, Rule } from '../../../../local/lab/balancer/rule.ts';
import { actionFor } from '../../../../local/lab/balancer/rule.ts';

const listener = (...rules: Rule[]): Listener => ({ rules, otherwise: { forward: 'default' }, targetGroups: {} });
const to = (forward: string) => ({ forward });

describe('the rule that a listener follows', () => {
  it('is the matching one with the lowest priority, wherever it stands', () => {
    const rules = listener(
      { priority: 20, paths: ['/api/*'], action: to('second') },
      { priority: 10, paths: ['/api/v1/*'], action: to('first') },
    );
    expect(actionFor(rules, 'a.test', '/api/v1/models')).toEqual(to('first'));
    expect(actionFor(rules, 'a.test', '/api/health')).toEqual(to('second'));
    expect(actionFor(rules, 'a.test', '/health')).toEqual(to('default'));
  });

  it('needs every condition to hold', () => {
    const rules = listener({ priority: 1, hosts: ['a.test'], paths: ['/x'], action: to('both') });
    expect(actionFor(rules, 'a.test', '/x')).toEqual(to('both'));
    expect(actionFor(rules, 'b.test', '/x')).toEqual(to('default'));
    expect(actionFor(rules, 'a.test', '/y')).toEqual(to('default'));
  });

  it('compares hosts without case and port', () => {
    const rules = listener({ priority: 1, hosts: ['a.test'], action: to('host') });
    expect(actionFor(rules, 'A.Test:8443', '/')).toEqual(to('host'));
    expect(actionFor(rules, 'a-test', '/')).toEqual(to('default'));
  });

  it('compares paths with case and without the query', () => {
    const rules = listener({ priority: 1, paths: ['/Health'], action: to('path') });
    expect(actionFor(rules, 'a.test', '/Health?x=/y')).toEqual(to('path'));
    expect(actionFor(rules, 'a.test', '/health')).toEqual(to('default'));
  });

  it('takes * for any characters and ? for exactly one', () => {
    const rules = listener({ priority: 1, hosts: ['*.a.test'], paths: ['/v?/*'], action: to('wild') });
    expect(actionFor(rules, 'b.a.test', '/v1/a/b')).toEqual(to('wild'));
    expect(actionFor(rules, 'b.a.test', '/v12/a')).toEqual(to('default'));
    expect(actionFor(rules, 'a.test', '/v1/a')).toEqual(to('default'));
  });
});
