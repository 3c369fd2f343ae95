import { expect, it } from 'vitest';
import { escapeHtml, pageHtml } from '../../../local/page/html.ts';
import { anIncident } from '../../fixtures/alerts.ts';
import { aView, noon } from '../../fixtures/view.ts';

const incidents = [{ id: 'a b', what: 'auth is <gone>' }];

it('shows services, scores, what is wrong and why, what was told, and a button for each incident', () => {
  const html = pageHtml(aView(), incidents);
  for (const part of [
    'auth down', 'since 2025-08-05 11:59:00', 'registry operational', '1/2 = 50.0 %', 'Auth answers', 'expected 200, got 502',
    'auth DOWN: 1/2 [lab#1]', 'HealthScore', '50 Percent',
    'no incident is switched on', 'action="/incident/a%20b"', 'action="/heal"', 'action="/run"',
  ]) expect(html).toContain(part);
  expect(pageHtml(aView({}, { incident: 'a b' }), incidents)).toContain('incident a b is switched on');
  expect(pageHtml(aView({}, { incident: 'cause', checkingBefore: 'a b' }), incidents)).toContain('; checking what was there before a b</div>');
});

it('shows what a target said as text, whatever it said', () => {
  const evil = '<script>alert("1")</script>\'&';
  const html = pageHtml(aView({ name: evil, detail: evil }, {
    incident: evil, messages: [{ id: '1', topicArn: 'arn', audience: evil, subject: evil, body: '', attributes: {}, at: 0 }],
  }), [{ id: evil, what: evil }]);
  expect(html).not.toMatch(/<script|alert\("/);
  expect(html.split(escapeHtml(evil)).length - 1).toBe(7);
});

it('shows whom it cannot tell, since when and why, whatever the topic says', () => {
  const html = pageHtml(aView({}, { refusing: [{ audience: 'pager', at: Date.UTC(2025, 7, 5, 11), why: 'NotFound: <b>' }] }), []);
  expect(html).toContain('pager cannot be told since 2025-08-05 11:00:00 UTC: NotFound: &#60;b&#62;</p>');
  expect(pageHtml(aView(), [])).not.toContain('cannot be told');
});

it('shows the open incident, whom it was told and who takes care of it', () => {
  const incident = anIncident({ keys: [3, 4], causes: [{ id: 'a', title: 'No <target>', confidence: 0.8 }], members: { people: { toldAt: 0 } }, acknowledged: { by: 'Ada <b>', at: Date.UTC(2025, 7, 5, 11) } });
  const html = pageHtml(aView({}, { open: incident }), []);
  expect(html).toContain('<div class="incident critical"><strong>Incident #3, #4: critical, since ');
  expect(html).toContain('<br>Cause: No &#60;target&#62; (likely)<br>');
  expect(html).toContain('told people; acknowledged by Ada &#60;b&#62;, 2025-08-05 11:00:00 UTC');
  expect(pageHtml(aView(), [])).not.toContain('class="incident');
});

it('shows the incident that is to come as text, too', () => {
  expect(pageHtml(aView({}, { checkingBefore: '<b>' }), [])).toContain('before &#60;b&#62;</div>');
});

it('says of a service since when it is so, but not where it is well or not deployed', () => {
  const services = (['operational', 'degraded', 'not-deployed'] as const).map((state) => ({ service: 'auth', state, since: noon, confirming: false }));
  expect(pageHtml(aView({}, { services }), []).match(/since [\d-]+ [\d:]+/g)).toEqual(['since 2025-08-05 12:00:00']);
});

it('escapes each character that means something in HTML', () => {
  expect(escapeHtml('&<>"\'a')).toBe('&#38;&#60;&#62;&#34;&#39;a');
});
