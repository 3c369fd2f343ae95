import { describe, expect, it } from 'vitest';
import { junit } from '../../../shared/report/junit.ts';
import { failed, mixed, passed, reportOf } from '../../fixtures/entries.ts';
import { parseXml } from '../../fixtures/xml.ts';

describe('the report as JUnit XML', () => {
  it('has a suite for each category with counts that agree with its cases', () => {
    const root = parseXml(junit(mixed()));
    expect(root.name).toBe('testsuites');
    expect(root.attributes).toMatchObject({ name: 'production', tests: '9', failures: '2', errors: '1', skipped: '1' });
    expect(root.children.map(({ attributes }) => attributes)).toEqual([
      { name: 'infrastructure', tests: '3', failures: '2', errors: '0', skipped: '0', time: '0.085', timestamp: '2025-08-05T07:12:03' },
      { name: 'routing', tests: '6', failures: '0', errors: '1', skipped: '1', time: '0.169', timestamp: '2025-08-05T07:12:03' },
    ]);
  });

  it('tells failed and blocked as failures, unknown as an error, skipped as skipped', () => {
    const cases = parseXml(junit(mixed())).children.flatMap(({ children }) => children);
    expect(cases.map(({ attributes, children }) => [attributes['name'], ...children.map(({ name }) => name)])).toEqual([
      ['infrastructure/auth'], ['infrastructure/registry', 'failure'], ['infrastructure/mlflow', 'failure'], ['routing/dns'],
      ['routing/redirect', 'error'], ['routing/cache', 'skipped'], ['routing/tls'], ['routing/own'], ['routing/foreign'],
    ]);
  });

  it('carries reason, detail and circumstances of a failure', () => {
    const failure = parseXml(junit(reportOf(failed('routing/dns')))).children[0]?.children[0]?.children[0];
    expect(failure?.attributes).toEqual({ type: 'status', message: 'expected status 200-299, got 502' });
    expect(failure?.text).toContain('answered by the load balancer\n');
    expect(failure?.text).toMatch(/\n502 Bad Gateway$/);
  });

  it('tells checks of the same name apart, by what stays the same from run to run', () => {
    const name = 'GET https://example.com/';
    const cases = parseXml(junit(reportOf(passed('endpoints/one', name), passed('endpoints/two', name)))).children.flatMap(({ children }) => children);
    expect(cases.map(({ attributes }) => attributes['name'])).toEqual([`${name} (endpoints/one)`, `${name} (endpoints/two)`]);
  });

  it('is well-formed whatever a target says', () => {
    const detail = 'a<b>&"c\' ]]> \u0000\u001B\uFFFE\uD800 <!-- -->';
    const failure = parseXml(junit(reportOf(failed('routing/dns', { detail })))).children[0]?.children[0]?.children[0];
    expect(failure?.attributes['message']).toBe('a<b>&"c\' ]]> ···\uFFFD <!-- -->');
  });
});
