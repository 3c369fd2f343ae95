import { describe, expect, it } from 'vitest';
import type { Note } from '../../../shared/alerts/note.ts';
import { minimalMessage, noteMessage } from '../../../shared/report/note-text.ts';

const note: Note = {
  id: 'lab#7',
  at: Date.UTC(2025, 7, 5, 9, 27),
  changes: [
    { service: 'mlflow', from: 'operational', to: 'degraded', since: Date.UTC(2025, 7, 5, 9, 26) },
    { service: 'auth', from: 'operational', to: 'down', since: Date.UTC(2025, 7, 5, 9, 25) },
  ],
  score: { passed: 3, applicable: 11, unknown: 0, percent: 300 / 11 },
  dropFrom: { passed: 11, applicable: 11 },
  failing: [{ check: 'infrastructure/auth-health', name: 'Auth is healthy', service: 'auth', reason: 'status', detail: 'expected 200, got 502 from the load balancer' }],
  moreFailing: 7,
};

describe('a note as a message', () => {
  it('has the worst news first in its subject, the score and its number', () => {
    expect(noteMessage(note).subject).toBe('auth DOWN, mlflow degraded - 3/11 [lab#7]');
  });

  it('says what changed, since when, the score and the failing checks with their reasons', () => {
    expect(noteMessage(note).body).toBe(`auth DOWN, mlflow degraded
Seen at 2025-08-05 09:27:00 UTC

Services
  auth: operational -> down since 2025-08-05 09:25:00 UTC
  mlflow: operational -> degraded since 2025-08-05 09:26:00 UTC

Health score 3/11 = 27.3 %, down from 11/11 = 100.0 %

Failing checks
  Auth is healthy (auth): status
    expected 200, got 502 from the load balancer
    infrastructure/auth-health
  and 7 more

Message lab#7; a copy with the same number says the same.`);
  });

  it('says that only the score dropped when no service changed', () => {
    expect(noteMessage({ ...note, changes: [] }).subject).toBe('health score dropped - 3/11 [lab#7]');
  });

  it('keeps its subject ASCII, under 100 characters, and its number whole', () => {
    const long = { ...note, changes: Array.from({ length: 20 }, (_, n) => ({ service: `prüfdienst-${n}`, from: 'operational', to: 'down', since: 0 } as const)) };
    for (const { subject } of [noteMessage(long), minimalMessage(long)]) {
      expect(subject).toMatch(/^[\x20-\x7e]{1,99}$/);
      expect(subject).toMatch(/\.\.\. - 3\/11 \[lab#7\]$/);
    }
  });

  it('carries what else has to be known about it', () => {
    expect(noteMessage({ ...note, remark: 'The state store is unreachable.' }).body).toContain('\nThe state store is unreachable.\n');
  });

  it('can be cut down to the least', () => {
    expect(minimalMessage(note).body).toBe('auth DOWN, mlflow degraded - 3/11 [lab#7]\nSeen at 2025-08-05 09:27:00 UTC');
  });
});
