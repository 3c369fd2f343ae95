import { createHash } from 'node:crypto';

/** A file of a model, by its path below the model's directory. */
export interface ModelFile { readonly path: string; readonly bytes: Buffer; readonly sha256: string }

export const sha256 = (bytes: Buffer): string => createHash('sha256').update(bytes).digest('hex');

const loaderModule = 'hokusai_synthetic_loader';

/** `mlflow.pyfunc` imports it from `code` and hands it the path of `data`. */
const loader = `import json
import os


class Linear:
    def __init__(self, bias, weights):
        self.bias = bias
        self.weights = weights

    def predict(self, model_input, params=None):
        rows = model_input.values.tolist() if hasattr(model_input, "values") else model_input
        return [self.bias + sum(weight * value for weight, value in zip(self.weights, row)) for row in rows]


def _load_pyfunc(path):
    with open(os.path.join(path, "weights.json"), encoding="utf-8") as file:
        learned = json.load(file)
    return Linear(learned["bias"], learned["weights"])
`;

interface Learned {
  readonly bias: number;
  readonly weights: readonly number[];
  readonly example: { readonly input: readonly number[]; readonly output: number };
}

export const predict = ({ bias, weights }: Pick<Learned, 'bias' | 'weights'>, input: readonly number[]): number =>
  bias + weights.reduce((sum, weight, index) => sum + weight * (input[index] ?? 0), 0);

/** Quarters, which binary fractions hold exactly in every language. */
const learned = (random: string): Learned => {
  const weights = Array.from(random, (digit) => Number.parseInt(digit, 16) / 4);
  const input = weights.map((_, index) => index + 1);
  return { bias: 0.5, weights, example: { input, output: predict({ bias: 0.5, weights }, input) } };
};

/** JSON is YAML too, and needs no writer of its own to be right. */
const mlmodel = (uuid: string, at: number): object => ({
  artifact_path: 'model',
  flavors: { python_function: { code: 'code', data: 'data', loader_module: loaderModule, python_version: '3.11.0' } },
  mlflow_version: '2.22.0',
  model_uuid: uuid,
  utc_time_created: new Date(at).toISOString().replace('T', ' ').replace('Z', '000'),
});

const fileOf = (path: string, text: string): ModelFile => {
  const bytes = Buffer.from(text);
  return { path, bytes, sha256: sha256(bytes) };
};

/**
 * The files of the smallest model that `mlflow.pyfunc.load_model` loads and predicts with, made without Python. `random` is 32
 * hexadecimal digits, of which its weights are made, so that no file of another model passes for its own; `at` is epoch milliseconds.
 */
export const makeModel = (random: string, at: number): readonly ModelFile[] => [
  fileOf('MLmodel', `${JSON.stringify(mlmodel(random, at), undefined, 2)}\n`),
  fileOf(`code/${loaderModule}.py`, loader),
  fileOf('data/weights.json', `${JSON.stringify(learned(random))}\n`),
];

const isNumbers = (value: unknown): value is readonly number[] => Array.isArray(value) && value.every((each) => typeof each === 'number');

const isLearned = (value: unknown): value is Learned => {
  if (typeof value !== 'object' || value === null) return false;
  const { bias, weights, example } = value as Partial<Learned>;
  return typeof bias === 'number' && isNumbers(weights) && isNumbers(example?.input) && typeof example?.output === 'number';
};

interface Described { readonly flavors?: { readonly python_function?: Readonly<Record<string, unknown>> } }

/** What is wrong with a model's files, read as MLflow would read them; undefined where nothing is. */
export const faultOf = (files: readonly ModelFile[]): string | undefined => {
  const textOf = (path: string): string | undefined => files.find((file) => file.path === path)?.bytes.toString();
  const altered = files.find(({ bytes, sha256: hash }) => sha256(bytes) !== hash);
  if (altered !== undefined) return `${altered.path} is not what its hash says`;
  try {
    const { python_function: flavor } = (JSON.parse(textOf('MLmodel') ?? '{}') as Described).flavors ?? {};
    if (flavor === undefined) return 'MLmodel has no flavor python_function';
    const module = textOf(`${String(flavor['code'])}/${String(flavor['loader_module'])}.py`);
    if (module === undefined || !/^def _load_pyfunc\(path\):$/m.test(module)) return 'there is no module that loads it';
    const weights: unknown = JSON.parse(textOf(`${String(flavor['data'])}/weights.json`) ?? 'null');
    if (!isLearned(weights)) return 'it has no weights';
    const { input, output } = weights.example;
    return predict(weights, input) === output ? undefined : 'it predicts something else than it did when it was made';
  } catch {
    return 'MLmodel or its weights cannot be read';
  }
};
