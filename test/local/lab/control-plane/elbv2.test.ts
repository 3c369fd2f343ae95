import { describe, expect, it } from 'vitest';
import { elbv2, type Balanced } from '../../../../local/lab/control-plane/elbv2.ts';
import { certificateArn, listenerArn, loadBalancerArn, targetGroupArn } from '../../../../local/lab/control-plane/names.ts';
import { healthy } from '../../../../local/lab/healthy.ts';
import { hosts } from '../../../../local/lab/settings.ts';

const settings = healthy('hk_test_0000000000000000', 'made-up', 0);
const fixed = { fixed: { status: 404, contentType: 'text/plain', body: 'Not Found' } };
const state: Balanced = {
  httpsPort: 8443, httpPort: 8080, settings,
  listener: { rules: [{ priority: 7, hosts: [hosts.auth], paths: ['/a', '/b*'], action: { forward: 'auth' } }], otherwise: fixed, targetGroups: {} },
};
const said = (operation: string, input: object, changes: Partial<Balanced> = {}) => elbv2(() => ({ ...state, ...changes })).answer(operation, { ...input });
const type = (name: string): unknown => expect.objectContaining({ type: name });

describe('what Elastic Load Balancing says of the lab', () => {
  it('is both listeners, on the ports that they are on', () => {
    expect(said('DescribeListeners', { LoadBalancerArn: loadBalancerArn })).toMatchObject({
      Listeners: [
        { ListenerArn: listenerArn('https'), Port: 8443, Protocol: 'HTTPS', DefaultActions: [{ Type: 'fixed-response' }] },
        { ListenerArn: listenerArn('http'), Port: 8080, Protocol: 'HTTP', DefaultActions: [{ Type: 'redirect', RedirectConfig: { Port: '8443', StatusCode: 'HTTP_301' } }] },
      ],
    });
  });

  it('is the rules of each, the default one last', () => {
    const rules = {
      Rules: [
        {
          Priority: '7', IsDefault: false, Actions: [{ Type: 'forward', TargetGroupArn: targetGroupArn('auth') }],
          Conditions: [{ Field: 'host-header', Values: [hosts.auth] }, { Field: 'path-pattern', PathPatternConfig: { Values: ['/a', '/b*'] } }],
        },
        { Priority: 'default', IsDefault: true, Conditions: [], Actions: [{ Type: 'fixed-response', FixedResponseConfig: { StatusCode: '404' } }] },
      ],
    };
    expect(said('DescribeRules', { ListenerArn: listenerArn('https') })).toMatchObject(rules);
    expect(said('DescribeRules', { ListenerArn: listenerArn('http') })).toMatchObject({ Rules: [{ Priority: 'default', Actions: [{ Type: 'redirect' }] }] });
    expect(said('DescribeRules', { ListenerArn: listenerArn('http') }, { settings: { ...settings, plain: 'serves' } })).toMatchObject(rules);
  });

  it('is the certificates that the public hosts are shown', () => {
    const certificates = { ...settings.certificates, [hosts.registry]: 'none' } as const;
    expect(said('DescribeListenerCertificates', { ListenerArn: listenerArn('https') }, { settings: { ...settings, certificates } })).toEqual({
      Certificates: [{ CertificateArn: certificateArn('default'), IsDefault: true }, { CertificateArn: certificateArn(hosts.auth), IsDefault: false }],
    });
  });

  it('is the target groups, and which of them the load balancer uses', () => {
    const all = { TargetGroups: [{ TargetGroupArn: targetGroupArn('auth'), LoadBalancerArns: [loadBalancerArn], HealthCheckPath: '/health' }, { LoadBalancerArns: [] }] };
    expect(said('DescribeTargetGroups', {})).toMatchObject(all);
    expect(said('DescribeTargetGroups', { 'TargetGroupArns.member.1': targetGroupArn('api') }))
      .toMatchObject({ TargetGroups: [{ TargetGroupArn: targetGroupArn('api'), LoadBalancerArns: [] }] });
  });

  it('leaves out a target that has drained', async () => {
    const gone = { address: '127.0.0.1', port: 1, draining: { goneAt: 1 } };
    const listener = { ...state.listener, targetGroups: { auth: [gone, { ...gone, draining: { goneAt: Infinity } }] } };
    expect(await said('DescribeTargetHealth', { TargetGroupArn: targetGroupArn('auth') }, { listener }))
      .toMatchObject({ TargetHealthDescriptions: [{ TargetHealth: { State: 'draining' } }] });
  });

  it.each([
    ['DescribeListeners', 'LoadBalancer'], ['DescribeRules', 'Listener'], ['DescribeListenerCertificates', 'Listener'],
  ])('%s refuses what it does not know as a %s', (operation, what) => {
    expect(() => said(operation, { LoadBalancerArn: 'other', ListenerArn: 'other' })).toThrow(type(`${what}NotFound`));
  });

  it('refuses a target group that it does not know, such as MLflow’s', async () => {
    await expect(said('DescribeTargetHealth', { TargetGroupArn: targetGroupArn('mlflow') })).rejects.toThrow(type('TargetGroupNotFound'));
  });

  it('is nothing for an operation that it does not know', () => {
    expect(said('CreateRule', {})).toBeUndefined();
  });
});
