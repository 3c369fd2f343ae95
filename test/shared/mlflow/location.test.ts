import { expect, it } from 'vitest';
import { namedAt, nameOf } from '../../../shared/mlflow/names.ts';
import { pathOf } from '../../../shared/mlflow/location.ts';

it.each<[string, string | undefined]>([
  ['mlflow-artifacts:/1/a/artifacts', '1/a/artifacts'],
  ['mlflow-artifacts:/1/a/artifacts/', '1/a/artifacts'],
  ['mlflow-artifacts://mlflow.example.local:5000/1/a', '1/a'],
  ['mlflow-artifacts:/', undefined],
  ['mlflow-artifacts:/1/../../etc', undefined],
  ['mlflow-artifacts:/./1', undefined],
  ['mlflow-artifacts:/1//a', undefined],
  ['s3://bucket/1/a', undefined],
  ['/srv/mlruns/1', undefined],
  ['file:///srv/mlruns/1', undefined],
])('the files of %s are, in the store, at %s', (uri, path) => {
  expect(pathOf(uri)).toBe(path);
});

it.each<[unknown, number | undefined]>([
  [nameOf('a.b', 1_795_278_012_519, 'b8614c95'), 1_795_278_012_519],
  ['a.b-1795278012519-B8614C95', undefined],
  ['aXb-1795278012519-b8614c95', undefined],
  ['a.b-1795278012519-b8614c95-copy', undefined],
  ['a.b-production', undefined],
  [undefined, undefined],
])('the name %j was given by us at %s', (name, at) => {
  expect(namedAt('a.b')(name)).toBe(at);
});
