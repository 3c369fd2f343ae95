import { describe, expect, it } from 'vitest';
import { runs } from '../../../shared/mlflow/api.ts';
import { refusalText, shownResponse, withoutSql } from '../../../shared/mlflow/refusal.ts';
import { answer } from '../../fixtures/observation.ts';

const call = runs.finish('a', 0);
const told = (status: number, body: string, secrets: readonly string[] = []) => refusalText(answer({ status, body }), call, secrets);
const statement = `[SQL: SELECT * FROM runs WHERE name = ?]
[parameters: ('hidden',)]
(Background on this error at: https://sqlalche.me/e/20/x)`;

const autoflush = '(raised as a result of Query-invoked autoflush; consider using a session.no_autoflush block)\n';
const lost = '(it was sent: something on the way passes bodies on without their length)';

describe('a refusal in words', () => {
  it.each<[string, number, string, string]>([
    ['of MLflow', 404, '{"error_code": "RESOURCE_DOES_NOT_EXIST", "message": "Run with id=a not found"}',
      'RESOURCE_DOES_NOT_EXIST: Run with id=a not found'],
    ['of MLflow without words', 500, '{"error_code": "INTERNAL_ERROR"}', 'INTERNAL_ERROR'],
    ['of an application', 401, '{"detail": "Invalid API key"}', 'Invalid API key'],
    ['of Werkzeug', 405, '<!doctype html>\n<html lang=en>\n<title>405 Method Not Allowed</title>\n<h1>Method Not Allowed</h1>',
      '405 Method Not Allowed'],
    ['in plain text', 403, 'Invalid Host header - possible DNS rebinding', 'Invalid Host header - possible DNS rebinding'],
    ['without a word', 502, '', 'an empty answer'],
    ['with SQL', 400, JSON.stringify({ error_code: 'BAD_REQUEST', message: `(psycopg2.errors.X) no\n\n${statement}` }),
      'BAD_REQUEST: (psycopg2.errors.X) no [SQL left out]'],
    ['of JSON with SQL of somebody else', 500, JSON.stringify({ error: `no ${statement}` }), '{"error":"no [SQL left out]'],
    ['of a run whose body was lost', 400,
      JSON.stringify({ error_code: 'BAD_REQUEST', message: `${autoflush}(sqlite3.Error) FOREIGN KEY constraint failed ${statement}` }),
      `BAD_REQUEST: (sqlite3.Error) FOREIGN KEY constraint failed [SQL left out] ${lost}`],
    ['of one whose body was lost', 400,
      '{"error_code": "INVALID_PARAMETER_VALUE", "message": "Missing value for required parameter \'run_id\'."}',
      `INVALID_PARAMETER_VALUE: Missing value for required parameter 'run_id'. ${lost}`],
  ])('%s', (_, status, body, text) => {
    expect(told(status, body)).toContain(text);
  });

  it('is short, and has no secret', () => {
    expect(told(500, `{"detail": "${'long '.repeat(200)}"}`).length).toBeLessThanOrEqual(160);
    expect(told(500, '{"detail": "refused made-up-secret"}', ['made-up-secret'])).toBe('refused [redacted]');
  });
});

it('leaves an answer without SQL as it is', () => {
  const plain = answer({ status: 500, body: 'no SQL here' });
  expect(shownResponse(plain)).toBe(plain);
  expect(withoutSql('a [SQL: x] b')).toBe('a [SQL left out]');
});
