import { expect, test } from 'vitest';
import { plan } from '../../../../shared/categories/index.ts';
import { grammar } from '../../../../shared/description.ts';
import { loadPlatform } from '../../../../shared/platform/load.ts';

const described = (internalName: string) => loadPlatform(
  `hosts: { registry: https://registry.example.com }\nnetwork: { insideVpc: true }\nmlflow: { internalName: "${internalName}" }`,
  { file: 'platform.yml', grammar, readFile: () => '' });

test.each([['fd00::5', '[fd00::5]'], ['10.1.2.3', '10.1.2.3'], ['mlflow.example.local', 'mlflow.example.local']])(
  'MLflow inside the VPC may be called %s', (name, host) => {
    const loaded = described(name);
    const asked = 'platform' in loaded ? plan(loaded.platform).find(({ id }) => id === 'dependencies/mlflow')?.probe.settings : loaded.faults;
    expect(asked).toMatchObject({ url: `http://${host}:5000/api/2.0/mlflow/experiments/search` });
  });

test.each(['mlflow.1', '256.1.1.1', 'fd00::5::1', 'a:b'])('%s is no name of a host', (name) => {
  expect(described(name)).toMatchObject({ faults: [{ line: 3, message: expect.stringContaining('allowed: a host name or address, without scheme and port') }] });
});
