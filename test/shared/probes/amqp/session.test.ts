import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { Frames, methodFrame } from '../../../../shared/probes/amqp/frames.ts';
import type { Method } from '../../../../shared/probes/amqp/frames.ts';
import { logIn } from '../../../../shared/probes/amqp/session.ts';
import { heartbeat } from '../../../fixtures/amqp-broker.ts';

test('a password is sent over a confidential connection only', async () => {
  const sent: string[] = [];
  const tune: Method = { name: '10.30', args: Buffer.alloc(8) };
  const talk = { send: (bytes: Buffer) => { sent.push(bytes.toString('latin1')); }, next: () => Promise.resolve(tune) };
  const login = { user: 'app', password: 'the-password' };
  const failed: unknown = await logIn(talk, { ...login, confidential: false }).catch((error: unknown) => error);
  expect(failed).toMatchObject({ failure: { reason: 'credential', phase: 'firstByte', detail: expect.stringContaining('not sent') } });
  expect(sent).toEqual([]);
  await logIn(talk, { ...login, confidential: true });
  expect(sent[0]).toContain('\0app\0the-password');
});

/** All that comes of bytes, in pieces that end at these places. */
const read = (bytes: Buffer, cuts: readonly number[] = []) => {
  const frames = new Frames();
  const ends = [...cuts.filter((cut) => cut < bytes.length).sort((a, b) => a - b), bytes.length];
  return ends.flatMap((to, index) => frames.feed(bytes.subarray(ends[index - 1] ?? 0, to)).messages);
};

test('methods are read as they were written, in whatever pieces they come, heartbeats left out', () => {
  const method = fc.tuple(fc.nat(65_535), fc.nat(65_535), fc.uint8Array({ maxLength: 40 }));
  fc.assert(fc.property(fc.array(method), fc.array(fc.nat(300)), (methods, cuts) => {
    const named = methods.map(([classId, methodId, args]): Method => ({ name: `${classId}.${methodId}`, args: Buffer.from(args) }));
    const bytes = Buffer.concat(named.flatMap(({ name, args }) => [heartbeat, methodFrame(name, args)]));
    expect(read(bytes, cuts)).toEqual(named);
  }));
});

test('whatever comes, it is read or refused, in pieces as at once', () => {
  fc.assert(fc.property(fc.uint8Array({ maxLength: 60 }), fc.array(fc.nat(60)), (any, cuts) => {
    const bytes = Buffer.concat([Buffer.from([1, 0, 0, 0, 0, 0]), Buffer.from(any)]);
    expect(read(bytes, cuts)).toEqual(read(bytes));
  }));
});
