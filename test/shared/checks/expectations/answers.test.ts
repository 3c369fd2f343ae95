import { describe, expect, test } from 'vitest';
import { answers } from '../../../../shared/checks/expectations/answers.ts';
import { observed, refused } from '../../../fixtures/observation.ts';
import { fault, judged, met } from './expect.ts';

const seen = observed({ answers: { name: 'registry.example.com', type: 'CNAME', values: ['LB-1.example.net.', 'lb-2.example.net'] } });

describe('answers', () => {
  test.each([
    [{ includes: 'lb-1.example.net' }, true], [{ includes: ['lb-1.example.net', 'lb-3.example.net'] }, false],
    [{ equals: ['lb-2.example.net.', 'lb-1.example.net'] }, true], [{ equals: 'lb-1.example.net' }, false],
    [{ equals: ['lb-1.example.net', 'lb-2.example.net', 'lb-3.example.net'] }, false],
    [{ atLeast: 2 }, true], [{ atLeast: 3 }, false],
  ])('%j is %j', (written, ok) => {
    expect(met(answers, written, seen)).toBe(ok);
  });

  test('says in words what was expected and what came', () => {
    expect(judged(answers, { includes: 'lb-3.example.net', atLeast: 3 }, seen)).toEqual([
      'not met: lb-3.example.net among the answers | LB-1.example.net., lb-2.example.net',
      'not met: at least 3 answers | LB-1.example.net., lb-2.example.net',
    ]);
  });

  test('says when no name server knew them', () => {
    const here = observed({ answers: { name: 'auth', type: 'address', values: ['127.0.0.1'], server: 'the hosts file' } });
    expect(judged(answers, { atLeast: 2 }, here)).toEqual(['not met: at least 2 answers | 127.0.0.1 from the hosts file']);
    expect(met(answers, { atLeast: 1 }, here)).toBe(true);
  });

  test('is not met without an answer', () => {
    expect(judged(answers, { atLeast: 1 }, refused)).toEqual(['not met: at least 1 answer | no answer']);
    expect(met(answers, { equals: 'a' }, observed({ answers: { name: 'a', type: 'A', values: [] } }))).toBe(false);
  });

  test.each([{}, { type: 'A' }, { atLeast: 0 }, { equals: [] }, { contains: 'a' }])('refuses %j', (written) => {
    expect(fault(answers, written)).toBeTypeOf('string');
  });
});
