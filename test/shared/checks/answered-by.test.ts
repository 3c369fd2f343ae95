import { describe, expect, test } from 'vitest';
import { whoAnswered } from '../../../shared/checks/answered-by.ts';
import type { HttpResponse } from '../../../shared/checks/observation.ts';
import { answer } from '../../fixtures/observation.ts';

type Row = readonly [what: string, status: number, headers: HttpResponse['headers'], body: string];

const balancerPage = (title: string) =>
  `<html>\r\n<head><title>${title}</title></head>\r\n<body>\r\n<center><h1>${title}</h1></center>\r\n</body>\r\n</html>\r\n`;
const nginxPage = (title: string, name: string) => balancerPage(title).replace('</body>', `<hr><center>${name}</center>\r\n</body>`);
const html: HttpResponse['headers'][number] = ['content-type', 'text/html'];
const json: HttpResponse['headers'][number] = ['content-type', 'application/json'];
const uvicorn: HttpResponse['headers'][number] = ['server', 'uvicorn'];
const balancer: HttpResponse['headers'][number] = ['server', 'awselb/2.0'];
const werkzeug = '<!doctype html>\n<html lang=en>\n<title>404 Not Found</title>\n'
  + '<h1>Not Found</h1>\n<p>The requested URL was not found on the server.</p>\n';

const answers: Readonly<Record<string, readonly Row[]>> = {
  'load-balancer': [
    ['its 502 page', 502, [balancer, html], balancerPage('502 Bad Gateway')],
    ['its 503 page with the Server header switched off', 503, [html], balancerPage('503 Service Temporarily Unavailable')],
    ['its 504 page on a white body with the header switched off', 504, [html],
      balancerPage('504 Gateway Time-out').replace('<body>', '<body bgcolor="white">')],
    ['a fixed text', 404, [balancer, ['content-type', 'text/plain']], 'no such route'],
    ['a fixed JSON', 404, [balancer, json], '{"detail":"Not Found"}'],
    ['a redirect', 301, [balancer, html, ['location', 'https://example.com:443/']], balancerPage('301 Moved Permanently')],
  ],
  proxy: [
    ['REST API: no such route', 403, [json, ['x-amzn-requestid', 'r-1'], ['x-amzn-errortype', 'MissingAuthenticationTokenException']],
      '{"message":"Missing Authentication Token"}'],
    ['HTTP API: no such route', 404, [json, ['apigw-requestid', 'r-1']], '{"message":"Not Found"}'],
    ['integration timeout', 504, [json, ['x-amzn-requestid', 'r-1']], '{"message": "Endpoint request timed out"}'],
    ['nginx', 502, [['server', 'nginx/1.24.0'], html], nginxPage('502 Bad Gateway', 'nginx/1.24.0')],
    ['nginx without its name', 504, [html], nginxPage('504 Gateway Time-out', 'nginx')],
    ['HAProxy', 503, [html],
      '<html><body><h1>503 Service Unavailable</h1>\nNo server is available to handle this request.\n</body></html>\n'],
    ['Kong', 401, [['server', 'kong/3.4.2'], json], '{"message":"No API key found in request"}'],
    ['Envoy in a mesh', 503, [['server', 'istio-envoy'], ['content-type', 'text/plain']], 'upstream connect error or disconnect/reset before headers.'],
    ['Envoy', 503, [['server', 'envoy'], ['content-type', 'text/plain']], 'upstream connect error or disconnect/reset before headers.'],
  ],
  mlflow: [
    ['an error', 404, [uvicorn, json], '{"error_code": "RESOURCE_DOES_NOT_EXIST", "message": "No Experiment with id=7 exists"}'],
    ['an error of a newer version', 400, [json], '{"sqlstate":"X","error_code":"INVALID_PARAMETER_VALUE","message":"m"}'],
    ['an unknown route', 404, [['server', 'gunicorn'], ['content-type', 'text/html; charset=utf-8']], werkzeug],
    ['a user who may not', 403, [uvicorn, html], 'Permission denied'],
    ['a user who may not upload', 403, [uvicorn, ['content-type', 'text/plain; charset=utf-8']], 'Permission denied'],
    ['basic authentication', 401, [uvicorn, html, ['www-authenticate', 'Basic realm="mlflow"']], 'You are not authenticated.'],
    ['its host check', 403, [uvicorn, ['content-type', 'text/plain']], 'Invalid Host header - possible DNS rebinding attack detected'],
    ['artifacts not served', 503, [uvicorn, html],
      'Endpoint: /api/2.0/mlflow-artifacts/artifacts disabled due to the mlflow server running with `--no-serve-artifacts`.'],
    ['artifacts not served, from 3.15 on', 503, [uvicorn, json],
      '{"detail":"Artifact serving is disabled. Run `mlflow server` with `--serve-artifacts`."}'],
    ['experiments', 200, [uvicorn, json], '{"experiments": [{"experiment_id": "0"}]}'],
    ['its page', 200, [uvicorn, html], '<!doctype html><html lang="en"><head><meta charset="utf-8"/><title>MLflow</title></head></html>'],
  ],
  application: [
    ['FastAPI: no such route', 404, [uvicorn, json], '{"detail":"Not Found"}'],
    ['FastAPI behind something that hides its name', 404, [json], '{"detail":"Not Found"}'],
    ['a plain text', 200, [uvicorn, ['content-type', 'text/plain']], 'OK'],
    ['a refusal that only begins as one of MLflow', 403, [uvicorn, html], 'Permission denied for this plan'],
    ['an uncaught error', 500, [uvicorn, ['content-type', 'text/plain']], 'Internal Server Error'],
    ['JSON of an unknown server', 200, [['server', 'nginx'], ['content-type', 'application/problem+json']], '{"title":"x"}'],
    ['its own message through an API gateway', 404, [json, ['apigw-requestid', 'r-1']], '{"message":"No model of this name","id":1}'],
    ['Express', 404, [html, ['x-powered-by', 'Express']], '<pre>Cannot GET /</pre>'],
    ['JSON that quotes the page of a proxy', 200, [uvicorn, json], JSON.stringify({ last: nginxPage('502 Bad Gateway', 'nginx') })],
    ['JSON through a gateway', 401, [['via', 'kong/3.4.2'], json], '{"detail":"Invalid key"}'],
    ['JSON through a CDN that names itself', 401, [['server', 'cloudflare'], json], '{"detail":"Invalid key"}'],
    ['an answer without a name that a CDN put its own on', 200, [['server', 'CloudFront'], json, ['x-cache', 'Miss from cloudfront']], '{"status":"ok"}'],
    ['an answer that a CDN passed on as an error', 503, [uvicorn, json, ['x-cache', 'Error from cloudfront']], '{"status":"degraded"}'],
  ],
  cdn: [
    ['its own error', 502, [['server', 'CloudFront'], html, ['x-cache', 'Error from cloudfront']],
      '<TITLE>ERROR: The request could not be satisfied</TITLE>'],
    ['Cloudflare: blocked', 403, [['server', 'cloudflare'], html], '<!DOCTYPE html><title>Attention Required! | Cloudflare</title><div id="cf-error-details">'],
    ['Cloudflare: a code', 403, [['server', 'cloudflare'], ['content-type', 'text/plain; charset=UTF-8']], 'error code: 1020'],
    ['Akamai', 403, [['server', 'AkamaiGHost'], html], '<H1>Access Denied</H1>'],
    ['what it made up without a cache', 403, [['server', 'CloudFront'], html], '<h1>403</h1>'],
    ['an error of nobody in particular', 403, [html, ['x-cache', 'Error from cloudfront']], '<h1>403</h1>'],
  ],
  unknown: [
    ['nothing at all', 200, [], ''],
    ['a page of nobody in particular', 200, [['server', 'Apache'], html], '<html><body>Hello</body></html>'],
    ['a page like the load balancer\'s by somebody else', 502, [['server', 'Apache'], html], balancerPage('502 Bad Gateway')],
    ['a text through a CDN that names itself', 401, [['server', 'cloudflare'], ['content-type', 'text/plain']], 'Unauthorized'],
    ['bytes', 200, [['content-type', 'application/octet-stream']], '\u0000\u0001'],
  ],
};

describe.each(Object.entries(answers))('%s', (by, rows) => {
  test.each(rows)('is told from %s', (_, status, headers, body) => {
    expect(whoAnswered(answer({ status, headers, body }))).toBe(by);
  });
});

test('only the first bytes of a large answer are looked at', () => {
  const body = `${' '.repeat(5000)}<title>MLflow</title>`;
  expect(whoAnswered(answer({ headers: [html], body }))).toBe('unknown');
});
