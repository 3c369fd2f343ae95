import { scoreText } from '../../shared/health/score.ts';
import type { CategoryReport, Entry } from '../../shared/report/report.ts';
import { incidentCare, incidentCauses, incidentTitle } from '../../shared/report/incident-words.ts';
import { tookText } from '../../shared/report/why.ts';
import { instantText } from '../../shared/report/words.ts';
import type { Datum } from '../gateway/cloudwatch.ts';
import type { View } from '../start/view.ts';

/** A text as HTML shows it. */
export const escapeHtml = (text: string): string =>
  text.replace(/[&<>"']/g, (character) => `&#${character.charCodeAt(0)};`);

const style = `
  :root { color-scheme: light dark; font: 15px/1.5 system-ui, sans-serif; }
  body { max-width: 62rem; margin: 2rem auto; padding: 0 1rem; }
  h1 { font-size: 1.4rem; margin-bottom: 0; } h2 { font-size: 1.05rem; margin: 1.6rem 0 .4rem; display: flex; justify-content: space-between; }
  .muted { opacity: .65; } table { border-collapse: collapse; width: 100%; } td { padding: .2rem .6rem .2rem 0; vertical-align: top; border-top: 1px solid #8883; }
  td:last-child { text-align: right; white-space: nowrap; } .services { display: flex; gap: .6rem; flex-wrap: wrap; margin: 1rem 0; }
  .service { padding: .25rem .7rem; border-radius: 1rem; border: 1px solid #8886; } .dot::before { content: "●"; margin-right: .4rem; }
  .operational::before, .pass::before { color: #1a9850; } .degraded::before, .blocked::before { color: #d98e00; } .down::before, .fail::before { color: #d73027; }
  .unknown::before { color: #984ea3; } .skipped::before, .not-deployed::before { color: #888; } button { font: inherit; padding: .2rem .8rem; } form { display: inline; }
  .incident { margin-top: 1rem; padding: .5rem .8rem; border-left: .3rem solid #d98e00; background: #8881; } .critical { border-color: #d73027; }
  pre { white-space: pre-wrap; } code { font-size: .85em; }`;

const row = ({ check, result }: Entry): string => {
  const told = result.verdict === 'pass' ? '' : `<br><span class="muted">${escapeHtml(result.detail)}</span>`;
  return `<tr><td class="dot ${result.verdict}">${escapeHtml(check.name)}${told}</td><td>${escapeHtml(check.service)}</td><td>${
    result.verdict === 'pass' || result.verdict === 'skipped' ? '' : escapeHtml(result.reason)}</td><td>${tookText({ check, result })}</td></tr>`;
};

const section = ({ category, score, entries }: CategoryReport): string =>
  `<h2><span>${escapeHtml(category)}</span><span>${escapeHtml(scoreText(score))}</span></h2><table>${entries.map(row).join('')}</table>`;

const metricRow = ({ name, value, unit, at, dimensions }: Datum): string =>
  `<tr><td>${escapeHtml(name)} ${escapeHtml(dimensions['Check'] ?? '')}</td><td>${value} ${escapeHtml(unit)}</td><td>${instantText(at)}</td></tr>`;

const button = (action: string, label: string): string => `<form method="post" action="${action}"><button>${escapeHtml(label)}</button></form>`;

const refusal = ({ audience, at, why }: View['refusing'][number]): string =>
  `<p class="dot down">${escapeHtml(audience)} cannot be told since ${instantText(at)}: ${escapeHtml(why)}</p>`;

const openIncident = ({ open }: View): string => {
  if (open === undefined) return '';
  const affected = Object.entries(open.services).map(([service, { state }]) => `${service} ${state}`);
  return `<div class="incident ${open.severity}"><strong>Incident ${escapeHtml(incidentTitle(open))}</strong><br>${escapeHtml(affected.join(', '))}`
    + incidentCauses(open).map((cause) => `<br>Cause: ${escapeHtml(cause)}`).join('')
    + `<br><span class="muted">${escapeHtml(incidentCare(open))}</span></div>`;
};

const incidentWords = ({ incident, checkingBefore }: View): string => {
  if (checkingBefore !== undefined) return `checking what was there before ${checkingBefore}`;
  return incident === undefined ? 'no incident is switched on' : `incident ${incident} is switched on`;
};

/** The present state as one plain page, which loads itself anew every five seconds. Pure. */
export const pageHtml = (view: View, incidents: readonly { readonly id: string; readonly what: string }[]): string => {
  const { report, services, refusing, messages, metrics, now } = view;
  const state = services.map(({ service, state, since, confirming }) => {
    const remarks = [...(state === 'operational' || state === 'not-deployed' ? [] : [`since ${instantText(since)}`]), ...(confirming ? ['confirming'] : [])];
    const dot = confirming && state === 'operational' ? 'degraded' : state;
    return `<span class="service dot ${dot}">${escapeHtml(service)} ${state} <span class="muted">${remarks.join(', ')}</span></span>`;
  });
  const switches = incidents.map(({ id, what }) =>
    `<p>${button(`/incident/${encodeURIComponent(id)}`, id)} <span class="muted">${escapeHtml(what)}</span></p>`);
  const told = messages.map(({ at, audience, subject, body }) =>
    `<details><summary>${instantText(at)} <span class="muted">${escapeHtml(audience)}</span> <strong>${escapeHtml(subject ?? '')}</strong></summary><pre>${escapeHtml(body)}</pre></details>`);
  return `<!doctype html><html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width"><meta http-equiv="refresh" content="5">
<title>${escapeHtml(report.health)}: ${escapeHtml(report.environment)} - Hokusai Health</title><style>${style}</style></head><body>
<h1>Hokusai Health: ${escapeHtml(report.environment)}</h1>
<div class="muted">${instantText(now)}, seen from ${escapeHtml(report.vantage)}; ${escapeHtml(incidentWords(view))}</div>
${openIncident(view)}<div class="services">${state.join('')}</div>
<h2>Messages</h2>${refusing.map(refusal).join('')}${told.length === 0 ? '<p class="muted">None so far.</p>' : told.join('')}
${report.categories.map(section).join('\n')}
<h2>Metrics, as last published</h2>${metrics.length === 0 ? '<p class="muted">None so far.</p>' : `<table>${metrics.map(metricRow).join('')}</table>`}
<h2>The lab</h2>${switches.join('')}<p>${button('/heal', 'heal')} ${button('/run', 'run now')}</p>
</body></html>
`;
};
