import { list } from './foreign-answer.ts';
import type { ListenerRule } from './listener-rule.ts';
import { ruleOf } from './listener-rule.ts';

export interface Listener {
  readonly arn: string;
  readonly port: number;
  /** `HTTPS`. */
  readonly protocol: string;
  /** Name of the policy that says which TLS it speaks. */
  readonly tlsPolicy?: string;
}

/** A target as its group sees it. */
export interface Target {
  /** `10.0.1.5:8000`. */
  readonly address: string;
  /** `healthy`, `unhealthy`, `initial`, `draining`, `unused`, … */
  readonly state: string;
  /** `Target.ResponseCodeMismatch`. */
  readonly reason?: string;
  readonly description?: string;
}

const loaded = async () => {
  const sdk = await import('@aws-sdk/client-elastic-load-balancing-v2');
  return { ...sdk, client: new sdk.ElasticLoadBalancingV2Client({ maxAttempts: 2 }) };
};
let own: ReturnType<typeof loaded> | undefined;

/** Every page of a list. */
const all = async <Item>(page: (Marker: string | undefined) => Promise<{ items: readonly Item[]; next: string | undefined }>) => {
  const found: Item[] = [];
  let marker: string | undefined;
  do {
    const { items, next } = await page(marker);
    found.push(...items);
    marker = next;
  } while (marker !== undefined && marker !== '');
  return found;
};

/** The listeners of a load balancer, by its ARN. Throws the SDK's error when AWS does not answer or refuses. */
export const listenersOf = async (LoadBalancerArn: string, signal: AbortSignal): Promise<readonly Listener[]> => {
  const { client, DescribeListenersCommand } = await (own ??= loaded());
  const told = await all(async (Marker) => {
    const command = new DescribeListenersCommand({ LoadBalancerArn, Marker });
    const { Listeners, NextMarker: next } = await client.send(command, { abortSignal: signal });
    return { items: list(Listeners, 'Listeners'), next };
  });
  return told.map(({ ListenerArn = '', Port = 0, Protocol = 'unknown', SslPolicy }) =>
    ({ arn: ListenerArn, port: Port, protocol: Protocol, ...(SslPolicy === undefined ? {} : { tlsPolicy: SslPolicy }) }));
};

/** The rules of a listener, by its ARN, in no order. Throws the SDK's error when AWS does not answer or refuses. */
export const rulesOf = async (ListenerArn: string, signal: AbortSignal): Promise<readonly ListenerRule[]> => {
  const { client, DescribeRulesCommand } = await (own ??= loaded());
  const told = await all(async (Marker) => {
    const { Rules, NextMarker: next } = await client.send(new DescribeRulesCommand({ ListenerArn, Marker }), { abortSignal: signal });
    return { items: list(Rules, 'Rules'), next };
  });
  return told.map(ruleOf);
};

/** The ARNs of a listener's certificates, the default one first. Throws the SDK's error when AWS does not answer or refuses. */
export const certificatesOf = async (ListenerArn: string, signal: AbortSignal): Promise<readonly string[]> => {
  const { client, DescribeListenerCertificatesCommand } = await (own ??= loaded());
  const told = await all(async (Marker) => {
    const command = new DescribeListenerCertificatesCommand({ ListenerArn, Marker });
    const { Certificates, NextMarker: next } = await client.send(command, { abortSignal: signal });
    return { items: list(Certificates, 'Certificates'), next };
  });
  const ordered = told.toSorted((a, b) => Number(b.IsDefault ?? false) - Number(a.IsDefault ?? false));
  return [...new Set(ordered.flatMap(({ CertificateArn }) => CertificateArn ?? []))];
};

/** The targets of a group, by its ARN. Throws the SDK's error when AWS does not answer or refuses. */
export const targetsOf = async (TargetGroupArn: string, signal: AbortSignal): Promise<readonly Target[]> => {
  const { client, DescribeTargetHealthCommand } = await (own ??= loaded());
  const command = new DescribeTargetHealthCommand({ TargetGroupArn });
  const { TargetHealthDescriptions: told } = await client.send(command, { abortSignal: signal });
  return list(told, 'TargetHealthDescriptions').map(({ Target: target, TargetHealth: { State: state = 'unknown', Reason, Description } = {} }) => ({
    address: [target?.Id ?? '', target?.Port].filter((part) => part !== undefined).join(':'), state,
    ...(Reason === undefined ? {} : { reason: Reason }), ...(Description === undefined ? {} : { description: Description }),
  }));
};
