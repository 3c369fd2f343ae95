import { excerpt, shorten } from '../checks/excerpt.ts';
import type { HttpResponse } from '../checks/observation.ts';
import { redact } from '../checks/redact.ts';
import type { Call } from './call.ts';
import { errorTextOf } from './read.ts';

const longest = 160;

/** A database's error carries the statement and its parameters from here to its end. */
const statement = /(?:\s|\\n)*\[SQL:.*/s;

/** What a server said, without the SQL that it should not have. */
export const withoutSql = (text: string): string => text.replace(statement, ' [SQL left out]');

const longestUrl = 1_000;

/** The same answer, for people who look at it. */
export const shownResponse = (response: HttpResponse): HttpResponse => {
  const text = response.body.toString();
  const shown = response.url.length > longestUrl ? { ...response, url: shorten(response.url, longestUrl) } : response;
  return statement.test(text) ? { ...shown, body: Buffer.from(withoutSql(text)) } : shown;
};

/** SQLAlchemy's advice to programmers, which would leave no room for what happened. */
const advice = /\(raised as a result of Query-invoked autoflush;[^)]*\)\s*/;

/**
 * MLflow takes a request whose body did not arrive for one without parameters. A run is then one of no experiment: its database refuses it.
 */
const bodyLost = /Missing value for required parameter|Invalid value 0 for parameter|foreign key constraint/i;

/** Where a redirect leads, without what could be a key in it; undefined where nothing redirects. */
const redirection = ({ status, url, headers }: HttpResponse, secrets: readonly string[]): string | undefined => {
  const location = status < 300 || status > 399 ? undefined : headers.find(([name]) => name === 'location')?.[1];
  if (location === undefined) return undefined;
  const to = URL.parse(location, url);
  return `redirected to ${excerpt(to === null ? 'an address that is none' : `${to.protocol}//${to.host}${to.pathname}`, '', secrets)}`;
};

const saidIn = (response: HttpResponse, secrets: readonly string[]): string => {
  const type = response.headers.find(([name]) => name === 'content-type')?.[1];
  return withoutSql(errorTextOf(response) ?? excerpt(response.body, type, secrets)).replace(advice, '').replace(/\s+/g, ' ').trim();
};

/** Why a call was refused, one sentence without SQL and secrets. */
export const refusalText = (response: HttpResponse, { json }: Call, secrets: readonly string[]): string => {
  const text = saidIn(response, secrets);
  const to = redirection(response, secrets);
  const words = text === '' ? to ?? 'an empty answer' : [to ?? [], text].flat().join(': ');
  const said = shorten(redact(words, secrets), longest);
  const lost = json !== undefined && response.status === 400 && bodyLost.test(text);
  return lost ? `${said} (it was sent: something on the way passes bodies on without their length)` : said;
};
