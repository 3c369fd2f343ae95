import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import * as wire from '../../../../local/lab/redis/wire.ts';
import { Replies } from '../../../../shared/probes/redis/replies.ts';
import type { Reply } from '../../../../shared/probes/redis/replies.ts';
import { command } from '../../../../shared/probes/redis/session.ts';

const text = fc.string({ unit: 'binary' });
const line = text.map((any) => any.replaceAll(/[\r\n]/g, ''));

/** Replies as a server writes them, and as they are read. */
const reply: fc.Arbitrary<readonly [string, Reply]> = fc.oneof(
  line.map((each) => [wire.simple(each), { type: 'text', text: each }] as const),
  line.map((message) => [wire.failed(message), { type: 'error', message }] as const),
  text.map((each) => [wire.bulk(each), { type: 'text', text: each }] as const),
  fc.integer().map((value) => [wire.integer(value), { type: 'number', value }] as const),
  fc.nat(9).map((length) => [`*${length}\r\n`, { type: 'array', length }] as const),
  fc.constant(['$-1\r\n', { type: 'text', text: undefined }] as const),
);

/** All that comes of bytes, in pieces that end at these places. */
const read = (bytes: Buffer, cuts: readonly number[] = []) => {
  const replies = new Replies();
  const ends = [...cuts.filter((cut) => cut < bytes.length).sort((a, b) => a - b), bytes.length];
  return ends.flatMap((to, index) => replies.feed(bytes.subarray(ends[index - 1] ?? 0, to)).messages);
};

test('replies are read as they were written, in whatever pieces they come', () => {
  fc.assert(fc.property(fc.array(reply), fc.array(fc.nat(200)), (replies, cuts) => {
    const bytes = Buffer.from(replies.map(([written]) => written).join(''));
    expect(read(bytes, cuts)).toEqual(replies.map(([, each]) => each));
  }));
});

test('whatever comes, it is read or refused, in pieces as at once', () => {
  fc.assert(fc.property(fc.uint8Array({ maxLength: 300 }), fc.array(fc.nat(300)), (any, cuts) => {
    expect(read(Buffer.from(any), cuts)).toEqual(read(Buffer.from(any)));
  }));
});

test('commands are taken by a server word by word', () => {
  fc.assert(fc.property(fc.array(text, { minLength: 1 }), (words) => {
    expect(wire.takeCommand(command(...words))).toEqual({ words, rest: Buffer.alloc(0) });
  }));
});
