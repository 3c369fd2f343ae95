import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { expect, test } from 'vitest';

const loadedBy = async (code: string): Promise<string[]> => {
  const script = `${code}; const { createRequire } = await import('node:module');
    const paths = Object.keys(createRequire(import.meta.url).cache).map((path) => path.match(/client-[a-z-]+/)?.[0]);
    console.log(JSON.stringify([...new Set(paths)].filter(Boolean).sort()));`;
  const root = new URL('../../../', import.meta.url);
  const { stdout } = await promisify(execFile)(process.execPath, ['--input-type=module', '-e', script], { cwd: root });
  return JSON.parse(stdout) as string[];
};

test('what a healthy run does not need is not loaded: only DynamoDB’s client is, with the table', async () => {
  const edge = ['table', 'metrics', 'topics', 'credentials'].map((name) => `await import('./shared/aws/${name}.ts')`).join(';');
  const [loaded, published] = await Promise.all([
    loadedBy(edge),
    loadedBy(`const { publish } = await import('./shared/aws/topics.ts');
      await publish({ topicArn: 'a', subject: '', body: '', timeoutMs: 1 })`),
  ]);
  expect(loaded).toEqual(['client-dynamodb']);
  expect(published).toEqual(['client-sns']);
});
