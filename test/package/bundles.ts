import { readdir, readFile } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { loadedAtStart } from '../../scripts/bundle-sizes.ts';
import { categoryNames, type CategoryName } from '../../shared/platform/category.ts';
import { packagedCategories } from './categories.ts';
import type { Packaged } from './package-service.ts';

const root = join(import.meta.dirname, '../..');

/** Tests of the bundles in a package, which is there once they run; `registry` is an address in its platform. They build nothing: that takes long. */
export const testBundles = (packaged: () => Packaged, registry: () => string): void => {
  /** Source files of which something is left in a bundle, or in some of its files. */
  const sourcesOf = (category: CategoryName, files?: readonly string[]): readonly string[] =>
    Object.entries(packaged().bundles.get(category)?.outputs ?? {})
      .filter(([file]) => files === undefined || files.includes(file))
      .flatMap(([, { inputs }]) => Object.entries(inputs).filter(([, { bytesInOutput }]) => bytesInOutput > 0).map(([input]) => input));

  const namesIn = (category: CategoryName, folder: string, names: readonly string[]): readonly string[] =>
    names.filter((name) => sourcesOf(category).includes(`${folder}/${name}.ts`));

  describe.each(packagedCategories)('the bundle of %s', (category) => {
    it('holds the source of its own category and of no other', () => {
      expect(namesIn(category, 'shared/categories', categoryNames)).toEqual([category]);
      expect(namesIn(category, 'functions', categoryNames)).toEqual([category]);
    });

    it('holds no validator, no YAML, nothing local and nothing that reads descriptions; a client for conversations only where there is one', () => {
      expect(sourcesOf(category).some((file) => file.includes('node_modules/undici/'))).toBe(category === 'registration');
      expect(sourcesOf(category).filter((file) => /node_modules\/(?:zod|yaml|recheck|fastest-levenshtein)\/|^local\/|^test\/|shared\/description|shared\/platform\/(?:load|schema|parts|rules)/.test(file))).toEqual([]);
    });

    it('holds no file that nothing in it loads', async () => {
      const written = (await readdir(packaged().folder(category))).filter((file) => file.endsWith('.mjs'));
      const imported = new Set(Object.values(packaged().bundles.get(category)?.outputs ?? {}).flatMap(({ imports }) => imports.map(({ path }) => basename(path))));
      expect(written.filter((file) => file !== 'index.mjs' && !imported.has(file))).toEqual([]);
      expect(sourcesOf(category).some((file) => file.includes('client-ecs/'))).toBe(['infrastructure', 'control-plane', 'telemetry'].includes(category));
    });

    it('holds each package of the SDK once', () => {
      const folders = new Set(sourcesOf(category).flatMap((file) => /^.*node_modules\/@(?:aws-sdk|smithy)\/[^/]+/.exec(file) ?? []));
      const names = [...folders].map((path) => path.split('node_modules/').at(-1));
      expect(names).toEqual([...new Set(names)]);
      expect(names).toContain('@aws-sdk/client-dynamodb');
    });

    it('carries the platform as data', async () => {
      const code = await Promise.all(Object.keys(packaged().bundles.get(category)?.outputs ?? {}).filter((file) => file.endsWith('.mjs')).map((file) => readFile(join(root, file), 'utf8')));
      expect(code.filter((text) => text.includes('"packaged"') && text.includes(registry()))).toHaveLength(1);
    });

    it('reads at a cold start no client that a healthy run does without, and no second way to find credentials', () => {
      const loaded = sourcesOf(category, loadedAtStart(packaged().bundles.get(category) ?? { inputs: {}, outputs: {} }));
      expect(loaded.filter((file) => /node_modules\/undici\/|@aws-sdk\/(?:client-(?:acm|ecs|elastic-load-balancing-v2|rds|secrets-manager|servicediscovery|sns|sqs|ssm)|credential-provider-(?:sso|ini|process|web-identity))\//.test(file))).toEqual([]);
      expect(loaded).toContain(`functions/${category}.ts`);
    });
  });

  it.each([
    ['infrastructure', ['ecs', 'http']],
    ['authentication', ['http', 'rate-limit']],
    ['registration', ['journey']],
    ['endpoints', ['http']],
    ['routing', ['dns', 'http', 'tls']],
    ['control-plane', ['deployment', 'instances', 'listener', 'listener-rule', 'rds', 'rotations', 'targets']],
    ['telemetry', ['cloud-watch', 'ecs']],
    ['dependencies', ['cloud-map', 'http', 'postgres', 'redis', 'secrets', 'sqs']],
  ] as const)('the bundle of %s holds the probes %s and no other', (category, kinds) => {
    expect(namesIn(category, 'shared/probes', [
      'amqp', 'cloud-map', 'cloud-watch', 'deployment', 'dns', 'ecs', 'http', 'instances', 'journey', 'listener', 'listener-rule', 'postgres', 'rate-limit',
      'rds', 'redis', 'rotations', 'secrets', 'sqs', 'targets', 'tcp', 'tls',
    ])).toEqual(kinds);
  });
};
