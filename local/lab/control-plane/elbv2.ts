import { AwsError, text } from '../../gateway/service.ts';
import type { Input, Service } from '../../gateway/service.ts';
import type { Action, Listener, Rule } from '../balancer/rule.ts';
import { healthOf } from '../balancer/target-health.ts';
import { listed } from '../certificate/listed.ts';
import { serviceNames } from '../settings.ts';
import type { ServiceName, Settings } from '../settings.ts';
import { balanced, certificateArn, ecsName, listenerArn, loadBalancerArn, targetGroupArn } from './names.ts';

/** The load balancer as it is at this moment. */
export interface Balanced {
  readonly listener: Listener;
  readonly httpsPort: number;
  readonly httpPort: number;
  readonly settings: Pick<Settings, 'plain' | 'groups' | 'certificates'>;
}

const notFound = (what: string): AwsError => new AwsError(`${what.replaceAll(' ', '')}NotFound`, `One or more ${what.toLowerCase()}s not found`);

const isService = (name: string): name is ServiceName => serviceNames.some((known) => known === name);

const actionOf = (action: Action): unknown => {
  if ('fixed' in action) {
    const { status, contentType, body } = action.fixed;
    const FixedResponseConfig = { StatusCode: String(status), ContentType: contentType, MessageBody: body };
    return { Type: 'fixed-response', Order: 1, FixedResponseConfig };
  }
  const TargetGroupArn = isService(action.forward) ? targetGroupArn(action.forward) : action.forward;
  return { Type: 'forward', Order: 1, TargetGroupArn, ForwardConfig: { TargetGroups: [{ TargetGroupArn, Weight: 1 }] } };
};

const redirect = (port: number): unknown => ({
  Type: 'redirect', Order: 1,
  RedirectConfig: { Protocol: 'HTTPS', Port: String(port), StatusCode: 'HTTP_301', Host: '#{host}', Path: '/#{path}', Query: '#{query}' },
});

const ruleOf = (listener: string, { priority, hosts, paths, action }: Rule): unknown => ({
  RuleArn: `${listener.replace(':listener/', ':listener-rule/')}/${priority}`, Priority: String(priority), IsDefault: false,
  Actions: [actionOf(action)],
  Conditions: [
    ...(hosts === undefined ? [] : [{ Field: 'host-header', Values: hosts, HostHeaderConfig: { Values: hosts } }]),
    ...(paths === undefined ? [] : [{ Field: 'path-pattern', Values: paths, PathPatternConfig: { Values: paths } }]),
  ],
});

const checkBalancer = (input: Input): void => {
  if (text(input, 'LoadBalancerArn') !== loadBalancerArn) throw notFound('Load Balancer');
};

const describeListeners = ({ listener: { otherwise }, httpsPort, httpPort, settings: { plain } }: Balanced, input: Input): unknown => {
  checkBalancer(input);
  const shared = { LoadBalancerArn: loadBalancerArn };
  return {
    Listeners: [
      {
        ...shared, ListenerArn: listenerArn('https'), Port: httpsPort, Protocol: 'HTTPS', SslPolicy: 'ELBSecurityPolicy-TLS13-1-2-2021-06',
        Certificates: [{ CertificateArn: certificateArn('default') }], DefaultActions: [actionOf(otherwise)],
      },
      {
        ...shared, ListenerArn: listenerArn('http'), Port: httpPort, Protocol: 'HTTP',
        DefaultActions: [plain === 'redirects' ? redirect(httpsPort) : actionOf(otherwise)],
      },
    ],
  };
};

const describeRules = ({ listener: { rules, otherwise }, httpsPort, settings: { plain } }: Balanced, input: Input): unknown => {
  const arn = text(input, 'ListenerArn');
  const redirects = arn === listenerArn('http') && plain === 'redirects';
  if (arn !== listenerArn('https') && arn !== listenerArn('http')) throw notFound('Listener');
  const action = redirects ? redirect(httpsPort) : actionOf(otherwise);
  const last = { RuleArn: `${arn}/default`, Priority: 'default', IsDefault: true, Conditions: [], Actions: [action] };
  return { Rules: [...(redirects ? [] : rules.map((rule) => ruleOf(arn, rule))), last] };
};

const certificateOf = (host: string) => ({ CertificateArn: certificateArn(host), IsDefault: host === 'default' });

const describeCertificates = ({ settings: { certificates } }: Balanced, input: Input): unknown => {
  if (text(input, 'ListenerArn') !== listenerArn('https')) throw notFound('Listener');
  return { Certificates: ['default', ...listed(certificates).map(({ host }) => host)].map(certificateOf) };
};

/** Whether some rule sends requests to a service's group. */
const isUsed = ({ rules, otherwise }: Listener, service: ServiceName): boolean =>
  [otherwise, ...rules.map(({ action }) => action)].some((action) => 'forward' in action && action.forward === service);

const describeGroup = (service: ServiceName, { listener, settings: { groups } }: Balanced): unknown => ({
  TargetGroupArn: targetGroupArn(service), TargetGroupName: ecsName(service), Protocol: 'HTTP', Port: 8000, TargetType: 'ip',
  HealthCheckPath: groups[service].healthPath, HealthCheckPort: 'traffic-port', HealthCheckProtocol: 'HTTP', Matcher: { HttpCode: '200' },
  LoadBalancerArns: isUsed(listener, service) ? [loadBalancerArn] : [],
});

const groupNamed = (arn: string | undefined): ServiceName => {
  const service = balanced.find((name) => targetGroupArn(name) === arn);
  if (service === undefined) throw notFound('Target Group');
  return service;
};

const describeGroups = (state: Balanced, input: Input): unknown => {
  const asked = Object.keys(input).filter((key) => key.startsWith('TargetGroupArns.member.')).map((key) => groupNamed(text(input, key)));
  return { TargetGroups: (asked.length === 0 ? balanced : asked).map((service) => describeGroup(service, state)) };
};

const describeHealth = async ({ listener, settings: { groups } }: Balanced, input: Input): Promise<unknown> => {
  const service = groupNamed(text(input, 'TargetGroupArn'));
  const used = isUsed(listener, service);
  const registered = (listener.targetGroups[service] ?? []).filter(({ draining }) => draining === undefined || draining.goneAt > Date.now());
  const why = 'Target group is not configured to receive traffic from the load balancer';
  const unused = { State: 'unused', Reason: 'Target.NotInUse', Description: why };
  return {
    TargetHealthDescriptions: await Promise.all(registered.map(async (target) => ({
      Target: { Id: target.address, Port: target.port }, HealthCheckPort: String(target.port),
      TargetHealth: used ? await healthOf(target, groups[service].healthPath) : unused,
    }))),
  };
};

/** Elastic Load Balancing, as it tells of the lab's load balancer. A target's health is found by asking it. */
export const elbv2 = (now: () => Balanced): Service => ({
  name: 'elbv2', protocol: 'query', id: '2015-12-01',
  answer: (operation, input) => {
    switch (operation) {
      case 'DescribeListeners':
        return describeListeners(now(), input);
      case 'DescribeRules':
        return describeRules(now(), input);
      case 'DescribeListenerCertificates':
        return describeCertificates(now(), input);
      case 'DescribeTargetGroups':
        return describeGroups(now(), input);
      case 'DescribeTargetHealth':
        return describeHealth(now(), input);
      default:
        return undefined;
    }
  },
});
