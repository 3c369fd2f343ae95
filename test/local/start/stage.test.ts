import { mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { raise, type Stage } from '../../../local/start/stage.ts';
import { viewOf } from '../../../local/start/view.ts';
import { UsageError } from '../../../local/usage-error.ts';

const servers = () => process.getActiveResourcesInfo().filter((each) => /Server|UDP/.test(each));
const folder = mkdtempSync(join(tmpdir(), 'stage-'));
afterAll(() => rmSync(folder, { recursive: true }));

it('that cannot be raised leaves no server and no setting behind', async () => {
  writeFileSync(join(folder, 'file'), '');
  const before = { ...process.env };
  const raising = raise({ dataDir: join(folder, 'file', 'data'), log: () => {} });
  await expect(raising).rejects.toThrow(UsageError);
  await expect(raising).rejects.toThrow(/^The data cannot be kept in .*: ENOTDIR/);
  expect(servers()).toEqual([]);
  expect({ ...process.env }).toEqual(before);
});

it('says why what is in its data folder cannot be opened, and lets go of the folder', async () => {
  const dataDir = join(folder, 'damaged');
  await (await raise({ dataDir, log: () => {} })).stop();
  const tables = join(dataDir, 'dynamodb');
  readdirSync(tables).filter((name) => name.startsWith('MANIFEST')).forEach((name) => writeFileSync(join(tables, name), 'junk'));
  const raising = raise({ dataDir, log: () => {} });
  await expect(raising).rejects.toThrow(UsageError);
  await expect(raising).rejects.toThrow(/^The data cannot be kept in .*damaged: .*Corruption/);
  expect(readdirSync(dataDir)).not.toContain('gateway.lock');
  expect(servers()).toEqual([]);
});

describe('a stage', () => {
  let stage: Stage;
  const log: string[] = [];
  const before = { ...process.env };
  beforeAll(async () => { stage = await raise({ dataDir: join(folder, 'data'), log: (line) => log.push(line) }); });
  afterAll(() => stage.stop());

  it('shows what its functions saw, from the memory that they share', async () => {
    expect(await viewOf(stage)).toMatchObject({ runs: [], services: [], messages: [], report: { health: 'untold' } });
    const run = stage.call('infrastructure', Date.now());
    expect(stage.checking()).toEqual(['infrastructure']);
    expect(await run).toMatchObject({ did: 'recorded', score: { text: '11/11 = 100.0 %' } });
    const view = await viewOf(stage);
    expect(view).toMatchObject({ report: { environment: 'lab', health: 'healthy' }, runs: [{ category: 'infrastructure' }], checking: [] });
    const services = view.services.map(({ service, state }) => `${service} ${state}`);
    expect(services).toEqual(['auth operational', 'registry operational', 'mlflow operational']);
    expect(view).not.toHaveProperty('incident');
    expect(log).toEqual([]);
  });

  it('runs what may run early when it is due: at first, and once something else has turned hard', async () => {
    const now = Date.now();
    const seconds = (before: number) => now - before * 1000;
    const ifDue = async (time: number) => (await stage.call('control-plane', time, true)).did;
    expect(await ifDue(seconds(240))).toBe('recorded');
    expect(await ifDue(seconds(120))).toBe('nothing: not due');
    // One check of its service fails by it in that category: it is certain in the second run.
    stage.lab.breakBy(['mlflow-rules-missing']);
    await stage.call('registration', seconds(10));
    expect(await ifDue(seconds(9))).toBe('nothing: not due');
    await stage.call('registration', seconds(5));
    expect(await ifDue(seconds(4))).toBe('recorded');
    expect(await ifDue(seconds(3))).toBe('nothing: not due');
    stage.lab.switchOff();
  });

  it('keeps its data for itself', async () => {
    await expect(raise({ dataDir: join(folder, 'data'), log: () => {} })).rejects.toThrow(/is in use by another gateway/);
  });

  it('stopped while a function runs lets it end, takes no more calls, and leaves nothing behind', async () => {
    const run = stage.call('routing', Date.now());
    await stage.stop();
    await expect(run).resolves.toMatchObject({ did: 'recorded', problems: [] });
    await expect(stage.call('routing', Date.now())).rejects.toThrow('routing');
    expect(servers()).toEqual([]);
    expect({ ...process.env }).toEqual(before);
    expect(readdirSync(join(folder, 'data'))).not.toContain('gateway.lock');
    await stage.stop();
  });
});
