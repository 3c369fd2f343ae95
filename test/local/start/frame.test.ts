import { expect, it } from 'vitest';
import { frame } from '../../../local/start/frame.ts';
import type { View } from '../../../local/start/view.ts';
import { entriesOfStates } from '../../../shared/report/from-states.ts';
import { report } from '../../../shared/report/report.ts';
import { anIncident } from '../../fixtures/alerts.ts';
import { blocked, failed, hard, ok, remembered, stateOf } from '../../fixtures/results.ts';
import { aView, noon } from '../../fixtures/view.ts';

const plain = (_: unknown, text: string) => text;
const help = { pageUrl: 'http://127.0.0.1:1/', incidents: ['2025-08-05-morning'] };
const draw = (view: View, size = { columns: 100, rows: 40 }) => frame(view, help, plain, size);

it('shows services, scores with the time of the next run, what is wrong, what was told, and the keys', () => {
  expect(draw(aView())).toBe(`Hokusai Health  lab  no incident is on${' '.repeat(52)}12:00:00

● auth down since 11:59:00   ● registry operational

infrastructure  1/2 = 50.0 %  ━━━━━━━━━━━━━━━━━━━━━━  5 s ago, again in 15 s

✗ Auth answers  expected 200, got 502

11:59:30  people  auth DOWN: 1/2 [lab#1]

page http://127.0.0.1:1/
[1] 2025-08-05-morning
[h] heal   [r] run now   [q] quit`);
});

it('shows the open incident, whom it was told and who takes care of it', () => {
  const open = anIncident({ keys: [3], since: noon - 60_000, causes: [{ id: 'a', title: 'No target', confidence: 0.8 }], members: { people: { toldAt: 0 }, pager: { toldAt: 0 } }, acknowledged: { by: 'Ada\u001b', at: noon } });
  const care = 'told people, pager; acknowledged by Ada·, 2025-08-05 12:00:00 UTC';
  expect(draw(aView({}, { open }))).toContain(`\nIncident #3: critical, since 2025-08-05 11:59:00 UTC\n${care}\nCause: No target (likely)\n● auth down`);
});

it.each([
  [100, `Hokusai Health  lab  checking what was there before 2025-08-05-morning${' '.repeat(20)}12:00:00`],
  [60, 'lab  checking what was there before 2025-08-05-morning'],
  [50, 'checking what was there before 2025-08-05-morning'],
  [46, 'Hokusai Health  lab  before 2025-08-05-morning'],
  [30, 'lab  before 2025-08-05-morning'],
])('says before which incident it is being checked at %i columns', (columns, title) => {
  const view = aView({}, { incident: 'mlflow-rules-missing', checkingBefore: '2025-08-05-morning' });
  expect(draw(view, { columns, rows: 40 }).split('\n')[0]).toBe(title);
});

it('says which incident is on, what is being checked, and that nothing was told yet', () => {
  const drawn = draw(aView({}, { incident: '2025-08-05-morning', checking: ['infrastructure'], messages: [] }));
  expect(drawn).toContain('incident 2025-08-05-morning is on');
  expect(drawn).toContain('checking…');
  expect(drawn).toContain('No message so far.');
});

it('says of a service since when it is so, but not where it is well or not deployed', () => {
  const services = (['operational', 'degraded', 'not-deployed'] as const).map((state) => ({ service: state[0] ?? '', state, since: noon, confirming: false }));
  expect(draw(aView({}, { services }))).toContain('● o operational   ● d degraded since 12:00:00   ● n not-deployed\n');
});

it('lets nothing that a target said move the cursor or leave its line', () => {
  const drawn = draw(aView({ name: 'a\u001b[2Jb', detail: `c\nd${'x'.repeat(500)}` }), { columns: 80, rows: 40 });
  expect(drawn).not.toContain('\u001b');
  expect(Math.max(...drawn.split('\n').map((line) => line.length))).toBeLessThanOrEqual(80);
});

const well = (service: string) => ({ service, state: 'operational', since: noon, confirming: false } as const);

it('puts as many services on a line as fit, and what fails before what it blocks', () => {
  const states = [stateOf([
    remembered(blocked('infrastructure/a', 'infrastructure/b'), ok, { name: 'Blocked' }), remembered(failed('infrastructure/b'), hard, { name: 'Failing' }),
  ])];
  const judged = report({ environment: 'lab', vantage: 'main', generatedAt: noon }, entriesOfStates(states));
  const drawn = draw(aView({}, { services: ['auth', 'registry', 'mlflow', 'database'].map(well), report: judged }), { columns: 60, rows: 40 });
  expect(drawn).toContain('● auth operational   ● registry operational\n● mlflow operational   ● database operational\n');
  expect(drawn.indexOf('Failing')).toBeLessThan(drawn.indexOf('Blocked'));
});

const sizes = [[80, 24], [60, 20], [120, 40], [60, 15], [40, 12], [20, 5], [12, 3], [1, 2]] as const;

it.each(sizes)('fits a terminal of %i columns and %i rows', (columns, rows) => {
  const message = aView().messages;
  const view = aView({ detail: 'd'.repeat(300), name: 'a name that is rather long for a check' }, {
    messages: Array.from({ length: 5 }, () => message).flat(),
    services: ['auth', 'registry', 'mlflow'].flatMap((service) => aView().services.slice(0, 1).map((seen) => ({ ...seen, service }))),
  });
  const lines = draw(view, { columns, rows }).split('\n');
  expect(lines.length).toBeLessThan(rows);
  expect(Math.max(...lines.map((line) => line.length))).toBeLessThanOrEqual(columns);
});

it.each([[60, 15], [40, 12], [38, 6]])('tells of the incident, the services and the scores at %i columns and %i rows', (columns, rows) => {
  const drawn = draw(aView({}, { incident: '2025-08-05-morning' }), { columns, rows });
  const parts = ['incident 2025-08-05-morning is on', '● auth down', '● registry operational', '1/2 = 50.0 %'];
  expect(parts.filter((part) => !drawn.includes(part))).toEqual([]);
});

it('leaves out blank lines first, then the keys, then what was told, then what is wrong', () => {
  const parts = ['\n\n', '[h] heal', '11:59:30', '✗ Auth'];
  const shown = (rows: number) => parts.filter((part) => draw(aView(), { columns: 100, rows }).includes(part));
  const steps = Array.from({ length: 18 }, (_, n) => shown(n + 1).length);
  expect(new Set(steps)).toEqual(new Set([0, 1, 2, 3, 4]));
  expect(steps).toEqual(steps.toSorted((a, b) => a - b));
  expect([0, 1, 2, 3].map((left) => shown(steps.indexOf(left) + 1))).toEqual([[], ['✗ Auth'], ['11:59:30', '✗ Auth'], parts.slice(1)]);
});
