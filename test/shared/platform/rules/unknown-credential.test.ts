import { expect, test } from 'vitest';
import { grammar } from '../../../../shared/description.ts';
import { loadPlatform } from '../../../../shared/platform/load.ts';

const faultsOf = (settings: string): readonly string[] => {
  const text = [
    'credentials: { dbUser: { secret: db, field: username }, dbPassword: { secret: db, field: password } }',
    'checks:', `  - { id: records, category: dependencies, postgres: { host: db.example.com, database: mlflow, user: mlflow, ${settings} } }`,
  ].join('\n');
  const loaded = loadPlatform(text, { file: 'platform.yml', grammar, readFile: () => '' });
  return 'faults' in loaded ? loaded.faults.map(({ message }) => message) : [];
};

test.each(['loginUser', 'password'])('the %s of a database check has to be described under credentials', (setting) => {
  expect(faultsOf(`${setting}: db${setting === 'password' ? 'Password' : 'User'}`)).toEqual([]);
  expect(faultsOf(`${setting}: dbUsr`)).toEqual([expect.stringMatching(`^checks\\[0\\]\\.postgres\\.${setting}: found .* not described under credentials`)]);
});
