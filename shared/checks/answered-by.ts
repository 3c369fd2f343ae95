import type { HttpResponse } from './observation.ts';
import type { Answerer } from './answerer.ts';

/** All that a row names must hold. `body` is matched against the first 2 KB; `bare` means that there is no Server header. */
interface Fingerprint {
  readonly by: Exclude<Answerer, 'unknown'>;
  readonly server?: RegExp;
  readonly bare?: true;
  readonly header?: readonly [name: string, value: RegExp];
  readonly type?: RegExp;
  readonly body?: RegExp;
}

const gatewayMessage = new RegExp(
  '^\\s*\\{\\s*"[Mm]essage"\\s*:\\s*(?:null|"(?:Missing Authentication Token|Forbidden|Not Found|Unauthorized|Too Many Requests'
  + '|Limit Exceeded|Internal [Ss]erver [Ee]rror|Endpoint request timed out|Service Unavailable|Request Too Long'
  + '|User is not authorized[^"]*)")\\s*\\}\\s*$',
);
/** nginx ends this very page with `<hr><center>nginx</center>`; a load balancer does not. */
const loadBalancerPage = new RegExp(
  '^<html>\\s*<head><title>(\\d{3} [^<]*)</title></head>\\s*<body[^>]*>\\s*<center><h1>\\1</h1></center>\\s*</body>\\s*</html>\\s*$',
);
const trackingAnswer = new RegExp(
  '^\\s*\\{\\s*"(?:experiments?|experiment_id|runs?|run_info|registered_models?|model_versions?|root_uri)"\\s*:',
);

/** What people see; an application may quote it in JSON. */
const page = /^(?!.*json)/i;

/**
 * First row that fits. Whoever makes an answer up by itself stands above what it passes on.
 * Sources: AWS documentation of Application Load Balancers (error pages, fixed responses, the attribute
 * routing.http.response.server.enabled), of API Gateway (gateway responses) and of CloudFront (custom errors); errors of nginx, HAProxy,
 * Envoy, Kong (kong.conf, headers), Akamai and Cloudflare; MLflow (mlflow/exceptions.py, server handlers and security middleware),
 * Werkzeug and FastAPI/Starlette errors.
 */
const fingerprints: readonly Fingerprint[] = [
  // It also puts its name on what it passes on without one; its cache then tells of a hit or a miss.
  { by: 'cdn', server: /^CloudFront$/i, header: ['x-cache', /^(?!(?:Hit|Miss|RefreshHit) )/i] },
  { by: 'load-balancer', server: /^awselb\//i },
  { by: 'load-balancer', bare: true, body: loadBalancerPage },
  { by: 'proxy', header: ['x-amzn-errortype', /./], body: /^\s*\{\s*"[Mm]essage"/ },
  { by: 'proxy', header: ['apigw-requestid', /./], body: gatewayMessage },
  { by: 'proxy', header: ['x-amzn-requestid', /./], body: gatewayMessage },
  // Its own name is on every answer that passes through, the page it makes up is not.
  { by: 'cdn', server: /^cloudflare$/i, type: page, body: /\bcf-error-(?:details|code)\b|Attention Required! \| Cloudflare|^error code: \d{4}\b/ },
  { by: 'cdn', server: /^AkamaiGHost$/i },
  { by: 'proxy', server: /^kong\//i },
  { by: 'proxy', type: page, body: /<hr><center>(?:nginx|openresty)[^<]*<\/center>/i },
  { by: 'proxy', type: page, body: /No server is available to handle this request\./ },
  { by: 'proxy', server: /^(?:istio-)?envoy$/i, body: /^(?:upstream connect error|no healthy upstream|upstream request timeout)/ },
  { by: 'mlflow', header: ['www-authenticate', /realm="mlflow"/i] },
  { by: 'mlflow', body: /"error_code"\s*:\s*"[A-Z][A-Z_]+"/ },
  { by: 'mlflow', body: /^<!doctype html>\s*<html lang=en>\s*<title>\d{3} / },
  { by: 'mlflow', body: /^Invalid Host header - possible DNS rebinding|disabled due to the mlflow server running/ },
  { by: 'mlflow', body: /^\{"detail":\s*"Artifact / },
  { by: 'mlflow', type: /^text\/(?:html|plain)/, body: /^Permission denied$/ },
  { by: 'mlflow', body: /<title>MLflow<\/title>/ },
  { by: 'mlflow', type: /json/, body: trackingAnswer },
  { by: 'application', server: /^(?:uvicorn|gunicorn|hypercorn|daphne|granian|Werkzeug|Kestrel)\b/i },
  { by: 'application', header: ['x-powered-by', /./] },
  { by: 'application', type: /json/ },
  { by: 'cdn', header: ['x-cache', /^Error from cloudfront$/i] },
];

const headBytes = 2048;

/**
 * Who gave this answer, told from the answer alone. JSON that no row above knows counts as the application's: load balancers and
 * proxies answer HTML unless they were told otherwise. A load balancer whose Server header is switched off and whose fixed response
 * is JSON therefore reads as the application; HTML of nobody in particular is `unknown`.
 */
export const whoAnswered = (response: HttpResponse): Answerer => {
  const header = (name: string) => response.headers.find((field) => field[0] === name)?.[1];
  const server = header('server');
  const type = header('content-type') ?? '';
  const head = response.body.toString('latin1', 0, headBytes);
  for (const row of fingerprints) {
    if (row.bare === true && server !== undefined) continue;
    if (row.server !== undefined && !(server !== undefined && row.server.test(server))) continue;
    if (row.header !== undefined && !row.header[1].test(header(row.header[0]) ?? '')) continue;
    if (row.type !== undefined && !row.type.test(type)) continue;
    if (row.body !== undefined && !row.body.test(head)) continue;
    return row.by;
  }
  return 'unknown';
};

/** The answerer in a sentence: `502 from the load balancer`. */
export const answererNames: Readonly<Record<Answerer, string>> = {
  'load-balancer': 'the load balancer',
  proxy: 'the proxy',
  application: 'the application',
  mlflow: 'MLflow',
  cdn: 'the CDN',
  unknown: 'an unknown server',
};
