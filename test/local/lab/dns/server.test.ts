import { Resolver } from 'node:dns/promises';
import { once } from 'node:events';
import { connect } from 'node:net';
import dnsPacket from 'dns-packet';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startNameServer } from '../../../../local/lab/dns/server.ts';
import type { Listening } from '../../../../local/lab/http/listen.ts';

const names: Record<string, string[]> = { 'auth.hokusai.test': ['127.0.0.1', '127.0.0.2'] };
let server: Listening;
let resolver: Resolver;
beforeAll(async () => {
  server = await startNameServer(() => ({ names, fails: { 'broken.hokusai.test': 'servfail', 'barred.hokusai.test': 'refused' } }));
  resolver = new Resolver();
  resolver.setServers([`127.0.0.1:${server.port}`]);
});
afterAll(() => server.stop());

const query = (id: number, name: string) => dnsPacket.streamEncode({ type: 'query', id, questions: [{ type: 'A', name }] });

describe('the name server', () => {
  it('answers the addresses of a name', async () => {
    expect(await resolver.resolve4('auth.hokusai.test')).toEqual(['127.0.0.1', '127.0.0.2']);
  });

  it.each([['broken', 'ESERVFAIL'], ['barred', 'EREFUSED']])('can fail to answer about %s', async (name, code) => {
    await expect(resolver.resolve4(`${name}.hokusai.test`)).rejects.toMatchObject({ code });
  });

  it('says that a name does not exist', async () => {
    await expect(resolver.resolve4('other.hokusai.test')).rejects.toMatchObject({ code: 'ENOTFOUND' });
    await expect(resolver.resolve4('example.com')).rejects.toMatchObject({ code: 'ENOTFOUND' });
  });

  it('says that a name has no record of another kind', async () => {
    await expect(resolver.resolve6('auth.hokusai.test')).rejects.toMatchObject({ code: 'ENODATA' });
    await expect(resolver.resolveMx('auth.hokusai.test')).rejects.toMatchObject({ code: 'ENODATA' });
  });

  it('sees a changed name at once', async () => {
    names['new.hokusai.test'] = ['127.0.0.1'];
    expect(await resolver.resolve4('new.hokusai.test')).toEqual(['127.0.0.1']);
    delete names['new.hokusai.test'];
    await expect(resolver.resolve4('new.hokusai.test')).rejects.toMatchObject({ code: 'ENOTFOUND' });
  });

  it('answers over TCP too, several queries on one connection, with authority and in any case of letters', async () => {
    const socket = connect(server.port, '127.0.0.1');
    socket.write(Buffer.concat([query(1, 'AUTH.hokusai.test'), query(2, 'nowhere.hokusai.test')]));
    let got = Buffer.alloc(0);
    const whole = () => got.length >= 2 && got.length >= 2 + got.readUInt16BE();
    const answers = [];
    while (answers.length < 2) {
      if (!whole()) got = Buffer.concat([got, ...((await once(socket, 'data')) as Buffer[])]);
      if (!whole()) continue;
      const end = 2 + got.readUInt16BE();
      answers.push(dnsPacket.decode(got.subarray(2, end)));
      got = got.subarray(end);
    }
    socket.destroy();
    expect(answers.map(({ id, answers: found, flag_aa, authorities }) => [id, found?.length, flag_aa, authorities?.length])).toEqual([
      [1, 2, true, 0],
      [2, 0, true, 1],
    ]);
  });

  it('ignores what is not a query', async () => {
    const socket = connect(server.port, '127.0.0.1');
    socket.write(Buffer.from([0, 3, 1, 2, 3]));
    await once(socket, 'close');
    expect(await resolver.resolve4('auth.hokusai.test')).toHaveLength(2);
  });
});
