import { describe, expect, test } from 'vitest';
import { formatFaults } from '../../../shared/platform/fault.ts';
import { loadPlatform } from '../../../shared/platform/load.ts';
import type { Platform } from '../../../shared/platform/platform.ts';
import { fakeSecrets, withSecrets } from './fake-secrets.ts';
import { grammar } from './grammar.ts';

const none = (path: string): never => { throw new Error(`no ${path}`); };

const load = (text: string, readFile: (path: string) => string = none) =>
  loadPlatform(text, { file: 'here/platform.yml', grammar, readFile });

const loaded = (text: string, readFile?: (path: string) => string): Platform => {
  const result = load(text, readFile);
  if ('faults' in result) throw new Error(formatFaults(result.faults));
  return result.platform;
};

const expects = (expect: string) => loaded(`checks: [{ id: a, http: { url: https://example.com/ }, expect: ${expect} }]`).checks[0]?.expect;

const messages = (text: string, readFile?: (path: string) => string) => {
  const result = load(text, readFile);
  return 'faults' in result ? result.faults.map(({ line, column, message }) => `${line}:${column} ${message}`) : [];
};

const paths = (text: string) => messages(text).map((message) => message.split(': found')[0]);

describe('loading a description', () => {
  test('fills in every default', () => {
    expect(loaded('hosts: { auth: https://auth.example.com/ }')).toEqual({
      environment: 'default', region: 'us-east-1', vantage: 'main',
      hosts: {
        auth: { url: 'https://auth.example.com', httpUrl: 'http://auth.example.com', health: '/health', ownPath: '/api/v1/keys/validate' },
      },
      services: {}, endpoints: [], secrets: [], credentials: {}, budget: 600,
      authentication: { requests: 5, keyFormat: '^[!-~]{8,}$', scopes: [] }, network: { insideVpc: false },
      schedule: {
        'infrastructure': 60_000, 'authentication': 60_000, 'registration': 900_000, 'endpoints': 60_000, 'routing': 300_000,
        'dependencies': 60_000, 'control-plane': 300_000, 'telemetry': 300_000,
      },
      thresholds: {
        certificateDays: 14, responseMs: 1000, scoreDropPoints: 5, scoreDropChecks: 2, availability: 99, errorRate: 1, databaseConnections: 80,
        cacheMemory: 90, taskRestarts: 0,
      },
      confirmationMs: [4000, 11_000, 21_000, 33_000], concurrency: { total: 100, perHost: 8 }, timeoutMs: 5000,
      audiences: { default: { topic: { env: 'NOTIFY_TOPIC_ARN' } } }, maintenance: [], checks: [], overrides: {},
    });
  });

  test('documents six endpoints of the API and five of MLflow when there is a registry host', () => {
    const { endpoints, mlflow } = loaded('hosts: { registry: https://registry.example.com }\nmlflow: { proxyPath: /ml/ }');
    expect(mlflow).toEqual({ proxyPath: '/ml', uiPath: '/mlflow/', internalPort: 5000 });
    expect(endpoints.filter(({ service }) => service === 'registry')).toHaveLength(6);
    expect(endpoints.filter(({ service, path }) => service === 'mlflow' && path.startsWith('/ml/api/2.0/'))).toHaveLength(5);
  });

  test('takes the names of discovered services as Cloud Map does', () => {
    const text = 'discovery: { namespace: example.local, services: [_grpc._tcp.api] }\nhosts: { auth: https://auth.example.com }';
    expect(loaded(text).discovery?.services).toEqual(['_grpc._tcp.api']);
    expect(paths(text.replace('_grpc', '-grpc'))).toEqual(['1:51 discovery.services[0]']);
  });

  test('takes a URL alone as a check of its host', () => {
    expect(loaded('checks:\n  - https://example.com/health').checks).toEqual([{
      id: 'endpoints/example-com-health', name: 'GET https://example.com/health', category: 'endpoints', service: 'example.com',
      severity: 'critical', role: 'user-path', requires: [],
      probe: { kind: 'http', settings: { url: 'https://example.com/health', method: 'GET' } },
      expect: { status: { allowed: [200] } }, timeoutMs: 5000,
    }]);
  });

  test('puts the category in front of ids, also of those required', () => {
    const [one, two] = loaded(`checks:
  - { id: one, category: routing, http: { url: https://example.com/1 } }
  - { id: two, category: routing, requires: [one], timeout: 2s, metric: true, http: { url: https://example.com/2 } }`).checks;
    expect([one?.id, one?.timeoutMs, one?.metric]).toEqual(['routing/one', 5000, undefined]);
    expect([two?.id, two?.timeoutMs, two?.metric, two?.requires]).toEqual(['routing/two', 2000, true, ['routing/one']]);
  });

  test('keeps what is usual in force beside what is described, unless it is described otherwise or replaced', () => {
    const usual = { allowed: [200] };
    expect(Object.entries(expects('{ body: { contains: well } }') ?? {})).toEqual([['status', usual], ['body', { contains: 'well' }]]);
    expect(expects('{ status: { allowed: [404] } }')).toEqual({ status: { allowed: [404] } });
    expect(expects('{ status: { named: Found } }')).toEqual({ status: { allowed: [200], named: 'Found' } });
    expect(Object.keys(expects('{ body: { contains: well }, status: { allowed: [404] } }') ?? {})).toEqual(['status', 'body']);
    expect(expects('{ moved: true }')).toEqual({ moved: true });
    expect(expects('{ moved: true, status: { allowed: [301] } }')).toEqual({ moved: true, status: { allowed: [301] } });
  });

  test('takes only the paths of MLflow\'s own API for its endpoints where it is mounted at the root', () => {
    const { endpoints } = loaded('hosts: { registry: https://registry.example.com }\nmlflow: { proxyPath: / }');
    expect(endpoints.filter(({ service }) => service === 'registry')).toHaveLength(6);
    expect(endpoints.filter(({ service, path }) => service === 'mlflow' && path.startsWith('/api/2.0/mlflow'))).toHaveLength(5);
  });

  test('reads times with their zone', () => {
    const [window] = loaded('maintenance: [{ from: 2026-02-01T22:00:00Z, to: 2026-02-02T01:00:00+01:00, reason: Upgrade }]\nchecks: [https://example.com/]').maintenance;
    expect(window).toEqual({ from: Date.UTC(2026, 1, 1, 22), to: Date.UTC(2026, 1, 2), reason: 'Upgrade' });
  });

  test('takes the certificates of the described authority, read from beside the file, and nothing else of it', () => {
    const read: string[] = [];
    const certificate = '-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----';
    const { network } = loaded('network: { ca: tls/ca.pem }\nchecks: [https://example.com/]', (path) => {
      read.push(path);
      return `subject=Somebody\n${certificate}\n${fakeSecrets['private key']}\n${certificate}\n`;
    });
    expect(read).toEqual(['here/tls/ca.pem']);
    expect(network).toEqual({ ca: `${certificate}\n${certificate}\n`, insideVpc: false });
  });

  test('refuses an authority that holds no certificate', () => {
    expect(messages('network: { ca: ca.pem }\nchecks: [https://example.com/]', () => 'nothing')).toEqual([
      expect.stringMatching(/^1:16 network\.ca: found "ca\.pem", which holds no certificate; allowed: the path of a PEM file/),
    ]);
  });
});

describe('the faults of a description', () => {
  test('are told all at once, those of the rules beside those of the schema, in the order of the text', () => {
    const found = messages(withSecrets(`timeout: 5
checks:
  - { id: a, htpp: 1, http: { url: https://example.com/a }, expect: { body: { matches: "(a*)*b" } } }
  - { id: broken }
  - { id: c, requires: [d], nmae: C, http: { url: https://example.com/c } }
  - { id: d, requires: [c], timeout: 2m, http: { url: https://example.com/d, auth: { credential: key } } }
  - { id: a, http: { url: https://example.com/e } } # <<platform key>>
regoin: us-east-1`)).map((message) => message.split(/:? ?found/)[0]);
    expect(found).toEqual([
      '1:10 timeout', '3:14 checks[0].htpp', '3:88 checks[0].expect.body', '4:5 checks[1]', '5:24 checks[2].requires',
      '5:29 checks[2].nmae', '6:38 checks[3].timeout', '6:98 checks[3].http.auth.credential', '7:11 checks[4].id', '7:55', '8:1 regoin',
    ]);
  });

  test('do not include what only follows from a part that is refused', () => {
    const found = messages(`hosts: { auth: 5 }
overrides: { infrastructure/auth-health: { enabled: false } }
credentials: { key: { env: 1 } }
checks:
  - { id: a, requires: [b], http: { url: https://example.com/a, auth: { credential: key } } }
  - { id: b, nothing: true }`).map((message) => message.split(': found')[0]);
    expect(found).toEqual(['1:16 hosts.auth', '3:28 credentials.key.env', '6:14 checks[1].nothing']);
  });

  test('are told of names, whatever is refused that no check comes from', () => {
    const found = messages(`hosts: { auth: https://a.example.com }
database: { hots: db, name: m, user: u }
nothing: 1
maintenance: [{ from: 2026-02-01T22:00:00Z, to: 2026-02-01T23:00:00Z, services: [atuh], reason: Upgrade }]
overrides: { infrastructure/auth-healt: { enabled: false } }`).map((message) => message.split(': found')[0]);
    expect(found).toEqual([
      '2:13 database.hots', '3:1 nothing', '4:82 maintenance[0].services[0]', '5:14 overrides["infrastructure/auth-healt"]',
    ]);
    expect(messages('host: { auth: https://a.example.com }\noverrides: { infrastructure/auth-health: { enabled: false } }'))
      .toEqual([expect.stringMatching(/^1:1 host: found an unknown key/)]);
  });

  test('are told of the rest of a check whose probe or id is refused', () => {
    const found = messages(`services: { Shop: { cluster: main, service: shop } }
checks:
  - { id: a, name: One, http: { url: x, auth: { credential: no } }, requires: [zz], expect: { moved: true, body: { contains: "" } } }
  - { name: one, http: { url: https://example.com/ }, timeout: 2h, expect: { body: { matches: (a+)+$ } } }
  - { id: c, requires: [d], http: { url: x } }
  - { id: d, requires: [c], service: shop, tasks: { service: 5 }, expect: { body: { contains: x } } }
  - { id: a, service: [], tasks: {} }`).map((message) => message.split(': found')[0]);
    expect(found).toEqual([
      '3:38 checks[0].http.url', '3:61 checks[0].http.auth.credential', '3:80 checks[0].requires[0]', '3:114 checks[0].expect.body',
      '4:5 checks[1].id', '4:13 checks[1].name', '4:64 checks[1].timeout', '4:95 checks[1].expect.body',
      '5:24 checks[2].requires', '5:42 checks[2].http.url',
      '6:38 checks[3].service', '6:62 checks[3].tasks.service', '6:77 checks[3].expect.body',
      '7:11 checks[4].id', '7:23 checks[4].service', '7:27 checks[4].tasks.service',
    ]);
  });

  test('do not include what would only follow from what stands in for a refused part', () => {
    const many = Array.from({ length: 40 }, (_, n) => `  - { id: c${n}, http: { url: x } }`).join('\n');
    const found = messages(`hosts: { auth: https://a.example.com }
maintenance: [{ from: 2026-02-01T22:00:00Z, to: 2026-02-01T23:00:00Z, services: [shop], reason: Upgrade }]
checks:
  - { id: a, http: { ulr: "x", method: FETCH }, expect: { body: { contains: "" } } }
  - { id: b, htpp: { url: "x" }, expect: { duration: { below: 1s }, body: { contains: "" } } }
${many}`).map((message) => message.split(': found')[0]?.split(' ')[1]);
    expect(found).toEqual([
      'checks[0].http.ulr', 'checks[0].http.method', 'checks[1].htpp', ...Array.from({ length: 40 }, (_, n) => `checks[${n + 2}].http.url`),
    ]);
  });

  test('include endpoints and paths of hosts that are not described, unless the hosts are refused', () => {
    const parts = 'endpoints: [GET /a, GET /b, { host: auth, path: /a }]\nmlflow: { uiPath: /ml/ }\nchecks: [https://example.com/]';
    expect(paths(parts)).toEqual(['1:13 endpoints[0]', '1:37 endpoints[2].host', '2:11 mlflow.uiPath']);
    expect(paths(`${parts}\nhosts: { registry: 5, auth: https://auth.example.com }`)).toEqual(['4:20 hosts.registry']);
    expect(paths(`${parts}\nhost: { registry: https://registry.example.com }`)).toEqual(['4:1 host']);
    expect(paths('mlflow: { internalName: mlflow.internal }\nchecks: [https://example.com/]\nendpoints: []')).toEqual([]);
  });

  test('of a check that is a URL alone are told of the URL', () => {
    expect(messages('checks:\n  - https://例え/\n  - http://[::1\n  - https://example.com/')).toEqual([
      '2:5 checks[0]: found "https://例え/"; allowed: a URL that an id can be made of; describe it in full, with an id',
      '3:5 checks[1]: found "http://[::1"; allowed: an http or https URL, or a check in full',
    ]);
  });

  test('include a user name in the URL of a host, as in that of a check', () => {
    const allowed = 'allowed: an http or https URL without user name, password, query and fragment';
    expect(messages('hosts: { auth: https://me@auth.example.com, registry: { url: https://r.example.com, http: http://me@r.example.com } }'))
      .toEqual([
        `1:16 hosts.auth: found "https://me@auth.example.com"; ${allowed}, or a mapping with such a url`,
        `1:91 hosts.registry.http: found "http://me@r.example.com"; ${allowed}`,
      ]);
  });

  test('are told beside an unknown tag', () => {
    expect(messages('region: !mine us\ntimeout: 5\nchecks: [https://example.com/]')).toEqual([
      '1:9 found broken YAML (Unresolved tag: !mine); allowed: YAML 1.2', expect.stringMatching(/^2:10 timeout: found the number 5/),
    ]);
  });

  test('do not include checks that are required but refused themselves', () => {
    expect(messages(`checks:
  - { id: a, requires: [b], http: { url: https://example.com/a } }
  - { id: b }`)).toEqual(['3:5 checks[1]: found a mapping of id; allowed: exactly one kind of probe: http, tasks']);
  });

  test('are found behind an anchor, at the text that it stands for', () => {
    expect(messages('hosts: { auth: &same 5 }\ntimeout: *same')).toEqual([
      expect.stringMatching(/^1:22 hosts\.auth: found the number 5/), expect.stringMatching(/^2:10 timeout: found the number 5/),
    ]);
  });

  test('do not include what an alias of its own ancestor would go on with', () => {
    expect(messages('hosts: { auth: &h { url: [*h] } }\nchecks: [{ id: a, http: &b { url: *b } }]')).toEqual([
      '1:27 hosts.auth.url[0]: found an alias of what it stands in; allowed: an alias of something else',
      '2:35 checks[0].http.url: found an alias of what it stands in; allowed: an alias of something else',
    ]);
  });

  test('do not follow a bomb of anchors', () => {
    const bomb = Array.from({ length: 30 }, (_, n) => `a${n}: &a${n} [${n === 0 ? 'x' : `*a${n - 1}, *a${n - 1}, *a${n - 1}`}]`).join('\n');
    expect(messages(bomb)).toEqual([expect.stringContaining('broken YAML')]);
  });

  test('do not repeat a secret that is hidden by an escape or lacks a form of its own', () => {
    const key = fakeSecrets['platform key'];
    const escaped = key.replace('hk', '\\x68k');
    const result = load(`credentials: { key: ${fakeSecrets.password} }\nregion: "${escaped} and more"\ndatabase: { password: short }`);
    const said = 'faults' in result ? JSON.stringify(result.faults) + formatFaults(result.faults) : '';
    expect(said).toContain('region');
    for (const secret of [key, key.slice(2), fakeSecrets.password, 'short']) expect(said).not.toContain(secret);
  });
});
