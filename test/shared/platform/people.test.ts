import { describe, expect, test } from 'vitest';
import { load } from './starting.ts';

const platform = (text: string) => load(`credentials: { page: { env: PAGE } }\nchecks: [https://example.com/]\n${text}`);
const audience = (described: string) =>
  platform(`audiences: { default: { topic: { env: TOPIC } }, other: { topic: { env: TOPIC }, ${described} } }`).audiences['other'];
const minuteMs = 60_000;

describe('an audience', () => {
  test('with a topic alone reads e-mail, is told of everything and is reminded', () => {
    expect(audience('')).toEqual({
      way: { topic: { env: 'TOPIC' } }, form: 'email', severity: 'warning', checker: true, remind: { everyMs: 30 * minuteMs, atMostMs: 240 * minuteMs },
    });
  });

  test.each([
    ['email', 'warning', true], ['chat', 'warning', false], ['pager', 'critical', false],
  ])('of the format %s is told from %s on, of the checker\'s troubles: %s', (form, severity, checker) => {
    expect(audience(`format: ${form}`)).toMatchObject({ form, severity, checker });
    expect(audience(`format: ${form}, severity: ${severity === 'critical' ? 'warning' : 'critical'}, checker: ${!checker}`))
      .toMatchObject({ severity: severity === 'critical' ? 'warning' : 'critical', checker: !checker });
  });

  test.each([
    ['never', undefined],
    ['{ every: 10m }', { everyMs: 10 * minuteMs, atMostMs: 240 * minuteMs }],
    ['{ atMost: 1h }', { everyMs: 30 * minuteMs, atMostMs: 60 * minuteMs }],
    ['{ every: 5h }', { everyMs: 300 * minuteMs, atMostMs: 300 * minuteMs }],
    ['{ every: 5m, atMost: 5m }', { everyMs: 5 * minuteMs, atMostMs: 5 * minuteMs }],
  ])('is reminded: %s', (remind, expected) => {
    expect(audience(`remind: ${remind}`)?.remind).toEqual(expected);
  });

  test.each([
    ['22:00', '"07:00"', 22 * 60, 7 * 60], ['"00:00"', '23:59', 0, 23 * 60 + 59],
  ])('is quiet from %s to %s, quoted or not', (from, to, fromMinute, toMinute) => {
    expect(audience(`quiet: { from: ${from}, to: ${to}, zone: America/New_York }`)?.quiet).toEqual({ fromMinute, toMinute, zone: 'America/New_York' });
  });

  test('is told late, and of some services', () => {
    expect(audience('after: 15m, services: [example.com]')).toMatchObject({ afterMs: 15 * minuteMs, services: ['example.com'] });
  });

  test('with a key for PagerDuty is a pager', () => {
    const { audiences } = platform(`audiences:
  default: { topic: { env: TOPIC } }
  pager: { pagerDuty: { key: page } }
  europe: { pagerDuty: { key: page, url: https://events.eu.pagerduty.com/v2/enqueue }, format: pager }`);
    expect(audiences['pager']).toMatchObject({
      way: { pagerDuty: { credential: 'page', url: 'https://events.pagerduty.com/v2/enqueue' } }, form: 'pager', severity: 'critical', checker: false,
    });
    expect(audiences['europe']?.way).toEqual({ pagerDuty: { credential: 'page', url: 'https://events.eu.pagerduty.com/v2/enqueue' } });
  });
});

test('maintenance comes once or again and again', () => {
  expect(platform(`maintenance:
  - { from: 2026-02-01T22:00:00Z, to: 2026-02-02T01:00:00+01:00, reason: Upgrade }
  - { cron: "0 22 * * SAT", zone: Europe/Berlin, for: 2h, services: [example.com], reason: Backup }
  - { cron: "0 0 * * *", zone: Europe/Berlin, for: 23h, reason: "Nearly always, also when the clocks are changed" }`).maintenance).toEqual([
    { from: Date.UTC(2026, 1, 1, 22), to: Date.UTC(2026, 1, 2), reason: 'Upgrade' },
    { cron: '0 22 * * SAT', zone: 'Europe/Berlin', durationMs: 120 * minuteMs, services: ['example.com'], reason: 'Backup' },
    { cron: '0 0 * * *', zone: 'Europe/Berlin', durationMs: 23 * 60 * minuteMs, reason: 'Nearly always, also when the clocks are changed' },
  ]);
});

test('links and impacts are kept as they are written', () => {
  const links = { statusPage: 'https://status.example.com', dashboard: 'https://example.com/home?region=us-east-1#dashboards:name=Health' };
  expect(platform(`links: ${JSON.stringify(links)}\nimpact: { example.com: Nobody can read. }`))
    .toMatchObject({ links, impact: { 'example.com': 'Nobody can read.' } });
});
