import type { Service } from './service.ts';

export const sts: Service = {
  name: 'sts',
  protocol: 'query',
  id: '2011-06-15',
  answer: (operation) => (operation === 'GetCallerIdentity'
    ? { Arn: 'arn:aws:iam::000000000000:user/local', UserId: 'local', Account: '000000000000' }
    : undefined),
};
