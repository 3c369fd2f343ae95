import { describe, expect, it } from 'vitest';
import { faultOf, makeModel, sha256, type ModelFile } from '../../../shared/mlflow/local-model.ts';

const random = '00112233445566778899aabbccddeeff';
const files = makeModel(random, Date.parse('2026-01-31T09:27:00.123Z'));

/** The model with one file's text changed, and its hash too. */
const changed = (path: string, change: (text: string) => string): readonly ModelFile[] => files.map((file) => {
  if (file.path !== path) return file;
  const bytes = Buffer.from(change(file.bytes.toString()));
  return { path, bytes, sha256: sha256(bytes) };
});

describe('a model that is made here', () => {
  it('is three small files, and has no fault', () => {
    expect(files.map(({ path }) => path)).toEqual(['MLmodel', 'code/hokusai_synthetic_loader.py', 'data/weights.json']);
    expect(files.reduce((sum, { bytes }) => sum + bytes.length, 0)).toBeLessThan(2_000);
    expect(faultOf(files)).toBeUndefined();
  });

  it('has weights that no other model has, and the time in the form that MLflow writes', () => {
    const other = makeModel('f'.repeat(32), 0);
    expect(other.map(({ sha256: hash }, index) => hash === files[index]?.sha256)).toEqual([false, true, false]);
    expect(files[0]?.bytes.toString()).toContain('"utc_time_created": "2026-01-31 09:27:00.123000"');
  });

  it.each<[string, readonly ModelFile[], string]>([
    ['bytes that are not those hashed', files.map((file) => ({ ...file, bytes: Buffer.concat([file.bytes, Buffer.from(' ')]) })),
      'MLmodel is not what its hash says'],
    ['no MLmodel', files.slice(1), 'MLmodel has no flavor python_function'],
    ['no code', files.filter(({ path }) => !path.startsWith('code/')), 'there is no module that loads it'],
    ['no weights', files.slice(0, 2), 'it has no weights'],
    ['an MLmodel that is not JSON', changed('MLmodel', (text) => text.slice(1)), 'MLmodel or its weights cannot be read'],
    ['another flavor', changed('MLmodel', (text) => text.replace('python_function', 'sklearn')), 'MLmodel has no flavor python_function'],
    ['another loader', changed('MLmodel', (text) => text.replace('synthetic', 'other')), 'there is no module that loads it'],
    ['a loader that loads nothing', changed('code/hokusai_synthetic_loader.py', (text) => text.replace('_load_pyfunc', 'load')),
      'there is no module that loads it'],
    ['weights of text', changed('data/weights.json', (text) => text.replace('0.5', '"0.5"')), 'it has no weights'],
    ['other weights', changed('data/weights.json', (text) => text.replace('0.5', '0.75')),
      'it predicts something else than it did when it was made'],
  ])('is faulty with %s', (_, faulty, fault) => {
    expect(faultOf(faulty)).toBe(fault);
  });
});
