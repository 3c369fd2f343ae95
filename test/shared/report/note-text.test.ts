import { describe, expect, it } from 'vitest';
import type { Note, ServiceChange } from '../../../shared/alerts/note.ts';
import type { ServiceCondition } from '../../../shared/health/service-state.ts';
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

const was = (state: ServiceCondition) => ({ state, since: Date.UTC(2025, 7, 5, 9, 25) });

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

  it('says how many checks fail where it names none', () => {
    expect(noteMessage({ ...note, failing: [], moreFailing: 8 }).body).toContain('\n\nFailing checks\n  8, not named here\n\nMessage');
  });

  it('says that only the score dropped when no service changed', () => {
    expect(noteMessage({ ...note, changes: [] }).subject).toBe('health score dropped - 3/11 [lab#7]');
  });

  describe('of a service that ends as it began', () => {
    const since = Date.UTC(2025, 7, 5, 9, 28);
    const { dropFrom: _, ...undropped } = note;
    const well: Note = { ...undropped, score: { passed: 11, applicable: 11, unknown: 0, percent: 100 }, failing: [], moreFailing: 0 };
    const ofRegistry = (change: Omit<ServiceChange, 'service' | 'since'>) =>
      noteMessage({ ...well, changes: [{ service: 'registry', since, ...change }] });

    it('says that it was down and has recovered', () => {
      const { subject, body } = ofRegistry({ from: 'operational', to: 'operational', meanwhile: was('down') });
      expect(subject).toBe('registry recovered (was down) - 11/11 [lab#7]');
      expect(body).toBe(`registry recovered (was down)
Seen at 2025-08-05 09:27:00 UTC

Services
  registry: was down since 2025-08-05 09:25:00 UTC, operational again since 2025-08-05 09:28:00 UTC

Health score 11/11 = 100.0 %

Message lab#7; a copy with the same number says the same.`);
    });

    it('says that it was well for a while', () => {
      const { subject, body } = ofRegistry({ from: 'down', to: 'down', meanwhile: was('operational') });
      expect(subject).toMatch(/^registry DOWN again \(was operational\) - /);
      expect(body).toContain('registry: was operational since 2025-08-05 09:25:00 UTC, down again since 2025-08-05 09:28:00 UTC\n');
    });

    it('says what it knows of a note that was stored without what was in between', () => {
      const { subject, body } = ofRegistry({ from: 'operational', to: 'operational' });
      expect(subject).toMatch(/^registry recovered - /);
      expect(body).toContain('registry: operational again since 2025-08-05 09:28:00 UTC\n');
    });

    it('says no more than where one that has changed began and ended', () => {
      const { subject, body } = ofRegistry({ from: 'degraded', to: 'operational', meanwhile: was('down') });
      expect(subject).toMatch(/^registry operational - /);
      expect(body).toContain('registry: degraded -> operational since 2025-08-05 09:28:00 UTC\n');
    });
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
