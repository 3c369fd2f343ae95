import { beforeEach, describe, expect, it } from 'vitest';
import type { PostgresSettings } from '../../../../local/lab/postgres/settings.ts';
import { usualPostgres } from '../../../../local/lab/postgres/settings.ts';
import { serveDatabase } from '../served-database.ts';

const rows = [['red', '1'], ['blue', '2'], ['red', '3']];
const names = { columns: ['name', 'size'], rows: [['Bob', '1']], unique: 'name' };
const well: PostgresSettings = {
  ...usualPostgres, databases: { shop: { paints: { columns: ['colour', 'size'], rows }, names } }, roles: { shop: { password: 'made-up', login: true } }, requireTls: true,
};
let settings = well;
beforeEach(() => { settings = well; });
const { database, endSessions } = serveDatabase(() => settings, { name: 'shop', user: 'shop', password: 'made-up' });

const red = () => database.ask('SELECT size FROM paints WHERE colour = $1', 'red');
const insert = () => database.ask('INSERT INTO paints DEFAULT VALUES');
const found = [{ size: '1' }, { size: '3' }];

describe('a statement', () => {
  it('finds what has the value, or all, and nothing where there is nothing', async () => {
    expect(await red()).toEqual(found);
    expect(await database.ask('SELECT colour, size FROM paints')).toEqual(rows.map(([colour, size]) => ({ colour, size })));
    expect(await database.ask('SELECT size FROM paints WHERE colour = $1', "red' OR '1'='1")).toEqual([]);
  });

  it('may insert, where the database is no standby', async () => {
    expect(await insert()).toEqual([]);
    settings = { ...well, standby: true };
    await expect(insert()).rejects.toMatchObject({ code: '25006', message: 'cannot execute INSERT in a read-only transaction' });
    expect(await red()).toEqual(found);
  });

  it('finds what was inserted, once where its value has to be one of its own', async () => {
    const name = (value: string) => database.ask('INSERT INTO names (size, name) VALUES ($1, $2)', '7', value);
    expect(await name('Ann')).toEqual([]);
    await expect(name('Ann')).rejects.toMatchObject({ code: '23505', message: expect.stringContaining('duplicate key value') });
    await expect(name('Bob')).rejects.toMatchObject({ code: '23505' });
    expect(await database.ask('SELECT name, size FROM names WHERE name = $1', 'Ann')).toEqual([{ name: 'Ann', size: '7' }]);
    expect(await database.ask('SELECT name FROM names')).toEqual([{ name: 'Bob' }, { name: 'Ann' }]);
    await expect(database.ask('INSERT INTO names (age) VALUES ($1)', '7')).rejects.toMatchObject({ code: '42703', message: 'column "age" does not exist' });
  });

  it.each([
    ['SELECT size FROM paint', '42P01', 'relation "paint" does not exist'],
    ['INSERT INTO paint DEFAULT VALUES', '42P01', 'relation "paint" does not exist'],
    ['SELECT price FROM paints', '42703', 'column "price" does not exist'],
    ['DROP TABLE paints', '0A000', 'this server answers but a few queries'],
  ])('that is wrong is told so, and the session goes on: %s', async (sql, code, message) => {
    await expect(database.ask(sql)).rejects.toMatchObject({ code, message });
    expect(await red()).toEqual(found);
  });

  it('waits for a session where the application has five: a server that would refuse a sixth is never asked for it', async () => {
    settings = { ...well, maxConnections: 8 };
    endSessions();
    expect(await Promise.all(Array.from({ length: 20 }, red))).toEqual(Array.from({ length: 20 }, () => found));
  });
});

describe('sessions that were kept', () => {
  it('and have been ended are replaced, and the statement is asked again', async () => {
    await Promise.all(Array.from({ length: 5 }, red));
    endSessions();
    expect(await Promise.all(Array.from({ length: 5 }, red))).toEqual(Array.from({ length: 5 }, () => found));
  });

  it('and cannot be replaced are not: the answer is that of the database', async () => {
    await Promise.all(Array.from({ length: 5 }, red));
    settings = { ...well, startingUp: true };
    endSessions();
    await expect(red()).rejects.toMatchObject({ code: '57P03', message: 'the database system is starting up' });
    settings = well;
    expect(await red()).toEqual(found);
  });
});
