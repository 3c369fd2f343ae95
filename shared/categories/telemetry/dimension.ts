/**
 * The value of CloudWatch's dimension `LoadBalancer`, such as `app/hokusai/0123456789abcdef`: the end of its ARN. Undefined for what is
 * no application load balancer. Source: Elastic Load Balancing user guide, "CloudWatch metrics for your Application Load Balancer".
 */
export const loadBalancerDimension = (arn: string): string | undefined =>
  /^arn:[a-z-]+:elasticloadbalancing:[^:]*:\d*:loadbalancer\/(app\/[^/]+\/[^/]+)$/.exec(arn)?.[1];
