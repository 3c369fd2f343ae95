import { describe, expect, test, vi } from 'vitest';
import { AwsError, Listed } from '../../../local/gateway/service.ts';
import type { Input } from '../../../local/gateway/service.ts';
import { judge } from '../../../shared/checks/judge.ts';
import { rds as kind } from '../../../shared/probes/rds.ts';
import { standInAws, throwing } from '../../fixtures/aws.ts';
import { addsUp, probe, settingsFault, targetOf } from '../../fixtures/probing.ts';

const written = { instance: 'main' };

const aws = standInAws();

const instance = (more: object) => () => ({ DBInstances: new Listed('DBInstance', [{ DBInstanceIdentifier: 'main', MultiAZ: true, ...more }]) });
const event = (Message: string, category: string, minute: number) => ({
  SourceIdentifier: 'main', SourceType: 'db-instance', Message, Date: new Date(Date.UTC(2025, 7, 6, 9, minute)).toISOString(),
  EventCategories: new Listed('EventCategory', [category]),
});
const events = (...told: readonly object[]) => () => ({ Events: new Listed('Event', told) });

describe('an instance', () => {
  test('tells its status, what will be changed and when, and what happened to it within the hour, the newest first', async () => {
    const asked = vi.fn<(input: Input) => unknown>(events(
      event('Multi-AZ instance failover started.', 'failover', 1), event('Backing up DB instance', 'backup', 2),
      event('DB instance restarted', 'availability', 3), event('Updated to use a DBParameterGroup', 'configuration change', 0),
    ));
    aws.answer({ DescribeDBInstances: instance({ DBInstanceStatus: 'available', PendingModifiedValues: { EngineVersion: '16.4' }, PreferredMaintenanceWindow: 'sun:05:00-sun:05:30' }), DescribeEvents: asked });
    const seen = await probe(kind, written);
    expect(seen.facts).toEqual({
      status: 'available', multiAz: true, pendingChanges: ['EngineVersion'], maintenanceWindow: 'sun:05:00-sun:05:30',
      events: [
        '2025-08-06T09:03:00Z DB instance restarted', '2025-08-06T09:01:00Z Multi-AZ instance failover started.', '2025-08-06T09:00:00Z Updated to use a DBParameterGroup',
      ],
    });
    expect(asked).toHaveBeenCalledWith(expect.objectContaining({ SourceIdentifier: 'main', SourceType: 'db-instance', Duration: '60' }));
    expect(addsUp(seen)).toBe(true);
  });

  test.each([
    ['available', true], ['backing-up', true], ['modifying', true], ['storage-optimization', true], ['configuring-log-exports', true],
    ['stopped', false], ['stopping', false], ['rebooting', false], ['storage-full', false], ['failed', false], ['upgrading', false], ['not-available', false],
  ])('that is %s is well by default: %j', async (DBInstanceStatus, well) => {
    aws.answer({ DescribeDBInstances: instance({ DBInstanceStatus }), DescribeEvents: events() });
    expect(judge(kind.expects, await probe(kind, written), 0).every(({ ok }) => ok)).toBe(well);
  });

  test('that RDS does not know fails', async () => {
    aws.answer({ DescribeDBInstances: throwing(new AwsError('DBInstanceNotFound', 'DBInstance main not found.', 404)), DescribeEvents: events() });
    const known = { reason: 'not-found', phase: 'firstByte', detail: 'RDS knows no instance main' };
    expect((await probe(kind, written)).failure).toEqual(known);
    aws.answer({ DescribeDBInstances: () => ({ DBInstances: new Listed('DBInstance', []) }), DescribeEvents: events() });
    expect((await probe(kind, written)).failure).toEqual(known);
  });

  test('of which much happened tells the last ten events', async () => {
    const told = Array.from({ length: 12 }, (_, minute) => event(`restart ${minute}`, 'availability', minute));
    aws.answer({ DescribeDBInstances: instance({ DBInstanceStatus: 'available' }), DescribeEvents: events(...told) });
    const { facts } = await probe(kind, written);
    expect(facts?.['events']).toEqual(Array.from({ length: 10 }, (_, n) => expect.stringMatching(`restart ${11 - n}$`) as unknown));
  });
});

test('a target is named by its instance, and is no host', () => {
  expect(targetOf(kind, written)).toEqual({ label: 'RDS main', requests: 2 });
});

test.each([{}, { instance: '' }, { ...written, region: 'x' }])('settings such as %j are refused', (settings) => {
  expect(settingsFault(kind, settings)).toBeTypeOf('string');
});
