/** Whether a load balancer, by its ARN, is one that looks at connections alone: it has no rules for hosts and paths, and speaks TLS without HTTP. */
export const isNetwork = (arn: string): boolean => /:loadbalancer\/net\//.test(arn);
