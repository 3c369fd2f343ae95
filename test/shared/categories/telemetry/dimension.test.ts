import { expect, test } from 'vitest';
import { loadBalancerDimension } from '../../../../shared/categories/telemetry/dimension.ts';

test.for([
  ['arn:aws:elasticloadbalancing:us-east-1:123456789012:loadbalancer/app/hokusai/0123456789abcdef', 'app/hokusai/0123456789abcdef'],
  ['arn:aws-cn:elasticloadbalancing:cn-north-1:123456789012:loadbalancer/app/h-1/50dc6c495c0c9188', 'app/h-1/50dc6c495c0c9188'],
  ['arn:aws:elasticloadbalancing:us-east-1:123456789012:loadbalancer/net/hokusai/0123456789abcdef', undefined],
  ['arn:aws:elasticloadbalancing:us-east-1:123456789012:loadbalancer/hokusai', undefined],
  ['arn:aws:elasticloadbalancing:us-east-1:123456789012:listener/app/hokusai/0123456789abcdef/0123456789abcdef', undefined],
  ['arn:aws:elasticloadbalancing:us-east-1:123456789012:targetgroup/auth/0123456789abcdef', undefined],
])('%s is known to CloudWatch as %s', ([arn = '', dimension]) => {
  expect(loadBalancerDimension(arn)).toBe(dimension);
});
