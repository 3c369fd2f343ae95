import { describe, expect, it } from 'vitest';
import { Listed } from '../../../../local/gateway/service.ts';
import { instanceId } from '../../../../local/lab/control-plane/names.ts';
import { rds } from '../../../../local/lab/control-plane/rds.ts';

const hour = 3_600_000;
const events = [{ at: 2 * hour, category: 'availability', message: 'DB instance restarted' }, { at: 4 * hour, category: 'failover', message: 'failed over' }];
const said = (operation: string, input: object = {}) =>
  rds(() => ({ status: 'stopped', events }), () => 5432, () => 4.5 * hour).answer(operation, { ...input });
const listed = (of: 'DBInstances' | 'Events', ...values: readonly object[]): unknown =>
  ({ [of]: new Listed(of.slice(0, -1), values.map((value) => expect.objectContaining(value) as unknown)) });

describe('what RDS says of the lab', () => {
  it('is the status of the instance, and where its database listens', () => {
    const instance = { DBInstanceIdentifier: instanceId, DBInstanceStatus: 'stopped', Endpoint: { Address: 'db.hokusai.local', Port: 5432 } };
    expect(said('DescribeDBInstances')).toEqual(listed('DBInstances', instance));
    expect(said('DescribeDBInstances', { DBInstanceIdentifier: instanceId })).toEqual(listed('DBInstances', instance));
  });

  it('is what happened lately, an hour unless asked otherwise', () => {
    const [restarted, failedOver] = events.map(({ at, message }) => ({ Date: new Date(at).toISOString(), Message: message }));
    expect(said('DescribeEvents', { SourceIdentifier: instanceId })).toEqual(listed('Events', failedOver ?? {}));
    expect(said('DescribeEvents', { Duration: '180' })).toEqual(listed('Events', restarted ?? {}, failedOver ?? {}));
    expect(said('DescribeEvents', { SourceIdentifier: 'other', Duration: '180' })).toEqual(listed('Events'));
  });

  it('refuses another instance, and is nothing for an operation that it does not know', () => {
    expect(() => said('DescribeDBInstances', { DBInstanceIdentifier: 'other' })).toThrow(expect.objectContaining({ type: 'DBInstanceNotFound' }));
    expect(said('StopDBInstance')).toBeUndefined();
  });
});
