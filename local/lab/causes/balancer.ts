import type { GroupSettings, ServiceName, Settings } from '../settings.ts';
import { hosts } from '../settings.ts';
import type { Rule } from '../balancer/rule.ts';
import type { Causes } from './cause.ts';

/** The platform's own rules: what is added to them by a cause stays whatever becomes of them. */
const onRegistry = ({ hosts: on, paths }: Rule): boolean => on?.includes(hosts.registry) === true && paths !== undefined;
const onAuth = ({ hosts: on }: Rule): boolean => on?.includes(hosts.auth) === true;
const isOf = (path: string) => ({ paths }: Rule): boolean => paths?.includes(path) === true;
const keeping = (settings: Settings, keeps: (rule: Rule) => boolean): Settings => ({ ...settings, rules: settings.rules.filter(keeps) });
const adding = (settings: Settings, ...more: readonly Rule[]): Settings => ({ ...settings, rules: [...more, ...settings.rules] });
const group = (name: ServiceName, change: Partial<GroupSettings>) => (settings: Settings): Settings =>
  ({ ...settings, groups: { ...settings.groups, [name]: { ...settings.groups[name], ...change } } });

/** How long a target that leaves its group answers nothing, milliseconds. */
const drainMs = 300_000;
const shortDrainMs = 8_000;

/** What can be wrong with the load balancer: its rules, its target groups, its listeners. */
export const balancerCauses: Causes = {
  'auth-host-rule-missing': {
    what: 'auth has no host rule: its API falls to a path rule of the registry, the rest to the default action, which is auth',
    apply: (settings) => ({
      ...adding(keeping(settings, (rule) => !onAuth(rule)), { priority: 90, paths: ['/api/*'], action: { forward: 'api' } }),
      otherwise: { forward: 'auth' },
    }),
  },
  'registry-rules-missing': {
    what: 'on the registry host only /api/v1/* and /api/health have listener rules',
    apply: (settings) => keeping(settings, (rule) => !onRegistry(rule) || isOf('/api/v1/*')(rule)),
  },
  'api-health-rule-missing': {
    what: "the registry's /api/health is no longer in the rule of its API",
    apply: (settings) => ({
      ...settings,
      rules: settings.rules.map((rule) => (rule.paths === undefined ? rule : { ...rule, paths: rule.paths.filter((path) => path !== '/api/health') })),
    }),
  },
  'mlflow-rules-missing': {
    what: 'on the registry host nothing of MLflow has a listener rule',
    apply: (settings) => keeping(settings, (rule) => !isOf('/api/mlflow/*')(rule) && !isOf('/mlflow/*')(rule)),
  },
  'registry-rules-all-missing': { what: 'the registry host has no listener rule at all', apply: (settings) => keeping(settings, (rule) => !onRegistry(rule)) },
  'hosts-swapped': {
    what: 'the rule of the auth host forwards to the registry',
    apply: (settings) => ({ ...settings, rules: settings.rules.map((rule) => (onAuth(rule) ? { ...rule, action: { forward: 'api' } } : rule)) }),
  },
  'rule-shadowed': {
    what: 'a rule for a maintenance page goes before those of the registry',
    apply: (settings) => adding(settings, {
      priority: 1, hosts: [hosts.registry], action: { fixed: { status: 503, contentType: 'text/html', body: '<h1>Maintenance</h1>' } },
    }),
  },
  'maintenance-page-left': {
    what: 'a rule answers everything on both hosts with a maintenance page, and with 200',
    apply: (settings) => adding(settings, {
      priority: 2, action: { fixed: { status: 200, contentType: 'text/html', body: '<h1>Back soon</h1>' } },
    }),
  },
  'auth-port-refuses': { what: "auth's container listens on nothing useful: its target refuses every connection", apply: group('auth', { port: 'wrong' }) },
  'registry-port-refuses': { what: "the registry's target group has a port on which nothing listens", apply: group('api', { port: 'wrong' }) },
  'registry-no-targets': { what: "the registry's target group is empty", apply: group('api', { targets: 'none' }) },
  'registry-drained': {
    what: "the registry's only target drains for eight seconds, in which requests hang; then its group is empty",
    apply: (settings) => group('api', { targets: { drainingUntil: settings.since + shortDrainMs } })(settings),
  },
  'registry-draining': {
    what: "the registry's only target drains: requests hang until it is gone",
    apply: (settings) => group('api', { targets: { drainingUntil: settings.since + drainMs } })(settings),
  },
  'registry-health-path-wrong': {
    what: "the registry's target group asks for a health path that there is not: all targets are unhealthy, and get all requests",
    apply: group('api', { healthPath: '/healthz' }),
  },
  'no-https-redirect': { what: 'the listener of plain HTTP serves instead of redirecting', apply: (settings) => ({ ...settings, plain: 'serves' }) },
};
