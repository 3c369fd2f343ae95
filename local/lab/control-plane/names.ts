import { serviceNames } from '../settings.ts';
import type { ServiceName } from '../settings.ts';

export const region = 'us-east-1';
export const account = '000000000000';
export const cluster = 'hokusai-development';

/** The name of a service's ECS service; its container, target group and log group are named after it. */
export const ecsName = (service: ServiceName): string => `hokusai-${service}-development`;

/** Tells services apart where AWS makes up an id. */
export const numbered = (service: ServiceName): string => String(serviceNames.indexOf(service) + 1);

/** The ARN of something in ECS: `<type>/<cluster>/<name>`. */
export const ecsArn = (rest: string): string => `arn:aws:ecs:${region}:${account}:${rest}`;

export const clusterArn = ecsArn(`cluster/${cluster}`);
export const serviceArn = (service: ServiceName): string => ecsArn(`service/${cluster}/${ecsName(service)}`);
/** The id of a service's one deployment. */
export const deploymentId = (service: ServiceName): string => `ecs-svc/${numbered(service).padStart(19, '0')}`;
export const taskArn = (id: string): string => ecsArn(`task/${cluster}/${id}`);
export const taskDefinitionArn = (service: ServiceName): string => ecsArn(`task-definition/${ecsName(service)}:1`);
export const targetGroupArn = (service: ServiceName): string =>
  `arn:aws:elasticloadbalancing:${region}:${account}:targetgroup/${ecsName(service)}/${numbered(service).padStart(16, '0')}`;
/** The services that are behind the load balancer; MLflow is found by its private name alone. */
export const balanced: readonly ServiceName[] = ['auth', 'api'];
/** The services that ECS registers in Cloud Map under a private name. */
export const registered: readonly ServiceName[] = ['mlflow'];
/** The id of a service's service in Cloud Map. */
export const registryId = (service: ServiceName): string => `srv-${service}`;
export const registryArn = (service: ServiceName): string => `arn:aws:servicediscovery:${region}:${account}:service/${registryId(service)}`;
export const logGroup = (service: ServiceName): string => `/ecs/${ecsName(service)}`;

export const loadBalancerName = 'hokusai-development';
/** By which CloudWatch knows the load balancer. */
export const loadBalancerDimension = `app/${loadBalancerName}/0000000000000001`;
const balancing = (kind: string): string => `arn:aws:elasticloadbalancing:${region}:${account}:${kind}/${loadBalancerDimension}`;
export const loadBalancerArn = balancing('loadbalancer');
export const listenerArn = (scheme: 'https' | 'http'): string => `${balancing('listener')}/${scheme.padStart(16, '0')}`;
/** The ARN of a host's certificate. */
export const certificateArn = (host: string): string => `arn:aws:acm:${region}:${account}:certificate/${host}`;

export const instanceId = 'hokusai-development';

export const queueName = 'hokusai-messages-development';
export const queueArn = `arn:aws:sqs:${region}:${account}:${queueName}`;
export const queueUrl = `https://sqs.${region}.amazonaws.com/${account}/${queueName}`;
