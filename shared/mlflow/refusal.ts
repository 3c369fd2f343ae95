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

/** The same answer, for people who look at it. */
export const shownResponse = (response: HttpResponse): HttpResponse => {
  const text = response.body.toString();
  return statement.test(text) ? { ...response, body: Buffer.from(withoutSql(text)) } : response;
};

/** SQLAlchemy's advice to programmers, which would leave no room for what happened. */
const advice = /\(raised as a result of Query-invoked autoflush;[^)]*\)\s*/;

/**
 * MLflow takes a request whose body did not arrive for one without parameters. A run is then one of no experiment: its database refuses it.
 */
const bodyLost = /Missing value for required parameter|Invalid value 0 for parameter|foreign key constraint/i;

/** Why a call was refused, one sentence without SQL and secrets. */
export const refusalText = (response: HttpResponse, { json }: Call, secrets: readonly string[]): string => {
  const type = response.headers.find(([name]) => name === 'content-type')?.[1];
  const text = withoutSql(errorTextOf(response) ?? excerpt(response.body, type, secrets)).replace(advice, '').replace(/\s+/g, ' ').trim();
  const said = text === '' ? 'an empty answer' : shorten(redact(text, secrets), longest);
  const lost = json !== undefined && response.status === 400 && bodyLost.test(text);
  return lost ? `${said} (it was sent: something on the way passes bodies on without their length)` : said;
};
