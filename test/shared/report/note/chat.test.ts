import { describe, expect, test } from 'vitest';
import { chatMessage } from '../../../../shared/report/note/chat.ts';
import { chatText } from '../../../../shared/report/note/chat-text.ts';
import { facts, letter, notes } from '../../../fixtures/letters.ts';

interface Notification {
  readonly content: { readonly title?: string; readonly description: string; readonly nextSteps?: readonly string[]; readonly keywords?: readonly string[] };
  readonly metadata: { readonly threadId: string; readonly relatedResources?: readonly string[] };
}

const chatOf = (name: string, changes: Parameters<typeof letter>[1] = {}): Notification => {
  const note = notes[name];
  if (note === undefined) throw new Error(name);
  return JSON.parse(chatMessage(letter(note, changes), 'full').body) as Notification;
};

test('everything that tells of one incident is in one thread, whatever number it goes by at a pager', () => {
  for (const name of ['opened', 'worsened', 'worsened-key', 'reminder', 'acknowledged', 'resolved']) expect(chatOf(name).metadata.threadId).toBe('hokusai/production#3');
});

test('what is no incident starts a thread of its own', () => {
  for (const name of ['score-dropped', 'impaired', 'undeliverable', 'trial']) expect(chatOf(name).metadata.threadId).toBe('production#7');
});

test('an outage in a chat: title, what matters, links as they are, commands to type, what it is about', () => {
  const { content, metadata } = chatOf('opened');
  expect(content.title).toBe('🔴 auth DOWN, registry DOWN, mlflow degraded in production');
  expect(content.description.split('\n')).toEqual([
    'auth DOWN, registry DOWN, mlflow degraded in production since 2025-08-05 09:25:00 UTC.',
    '8/11 = 72.7 % (-27.3 points) of the checks pass.',
    '✗ Auth is healthy: expected 200, got 502 from the load balancer',
    'What users feel',
    '- auth (DOWN): Nobody can sign in, and requests with a key fail wherever the key has to be checked.',
    '- registry (DOWN): Models can neither be listed nor registered nor fetched.',
    '- mlflow (degraded): Some of what is logged to MLflow or read from it fails or takes long.',
    'What changed',
    '- auth: DOWN since 2025-08-05 09:25:00 UTC (2 min); newly affected',
    '- registry: DOWN since 2025-08-05 09:25:00 UTC (2 min); newly affected',
    '- mlflow: degraded since 2025-08-05 09:26:00 UTC (1 min), it answers in part only; newly affected',
    '- Against before the incident: 3 checks that passed fail now.',
    '- Health score: 8/11 = 72.7 %, last told 11/11 = 100.0 %: -27.3 points.',
    'Failing checks',
    '- Auth is healthy (auth): expected 200, got 502 from the load balancer',
    '- Registry API answers the key (registry): expected 200, got 401 from the application',
    '- MLflow shows its pages (mlflow): No complete answer head came within 5 s.',
    'status page: https://health.example.com/',
    'dashboard: https://console.aws.amazon.com/cloudwatch/home?region=us-east-1#dashboards/dashboard/HokusaiHealth',
    'runbook: https://wiki.example.com/hokusai/runbook',
  ]);
  expect(content.nextSteps?.[0]).toBe('`health explain infrastructure/auth-health`');
  expect(content.keywords).toEqual(['production', 'opened', 'critical', 'auth', 'registry', 'mlflow']);
  expect(metadata.relatedResources).toEqual(['arn:aws:elasticloadbalancing:us-east-1:123456789012:targetgroup/hokusai-auth/0123456789abcdef']);
});

test('a command that would leave its code span is left out', () => {
  const auth = [{ cluster: 'c', service: 's', logGroup: '`<!channel>`' }];
  expect(chatOf('opened', { facts: { ...facts, resources: { auth } } }).content.nextSteps?.filter((step) => step.includes('logs tail'))).toEqual([]);
});

test('what is over has a sign of its own, and says what was lost', () => {
  const { content } = chatOf('resolved');
  expect(content.title).toBe('✅ auth, registry, mlflow well again after 16 min in production');
  expect(content.description).toContain('- auth: down 12 min (0.028 % of 30 days), degraded 3 min');
});

describe('foreign text in the markdown of Slack and Teams', () => {
  test.for([
    ['<!channel> <@U012> <https://evil.example|here>', '&lt;!channel&gt; &lt;@\u2060U012&gt; &lt;https:\u2060//evil.example∣here&gt;'],
    ['@here and a@b.c', '@\u2060here and a@\u2060b.c'],
    ['*bold* `code` ~gone~ \\', '∗bold∗ ˋcodeˋ ∼gone∼ ⧵'],
    ['_slanted_ but snake_case_name', 'ˍslantedˍ but snake_case_name'],
    ['[click](https://evil.example)', '[click]\u2060(https:\u2060//evil.example)'],
    ['&lt;!channel&gt;', '&amp;lt;!channel&amp;gt;'],
    ['# heading', '\u2060# heading'],
    ['1. item', '\u20601. item'],
    ['> quote', '\u2060&gt; quote'],
    ['a\r\n- b\u001b[31m', 'a - b·[31m'],
  ] as const)('%j', ([text, shown]) => {
    expect(chatText(text, 200)).toBe(shown);
  });
});
