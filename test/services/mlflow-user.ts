interface Said {
  readonly run?: { readonly info: { readonly run_id: string; readonly artifact_uri: string } };
  readonly runs?: readonly { readonly info: { readonly run_id: string; readonly run_name: string } }[];
  readonly registered_models?: readonly { readonly name: string }[];
  readonly experiments?: readonly { readonly name: string; readonly experiment_id: string }[];
  readonly experiment?: { readonly experiment_id: string };
  readonly files?: readonly { readonly path: string }[];
  readonly model?: { readonly info: { readonly model_id: string; readonly artifact_uri: string } };
  readonly model_version?: { readonly version: string };
}

/** Asks a server what a user would ask it, with no code of the journey's. */
export const userOf = (url: string) => {
  const ask = async (method: string, path: string, input?: unknown): Promise<Said> => {
    const sent = input === undefined ? {} : { headers: { 'content-type': 'application/json' }, body: JSON.stringify(input) };
    const answer = await fetch(`${url}/api/2.0/${path}`, { method, ...sent });
    const text = await answer.text();
    if (!answer.ok) throw new Error(`${method} ${path}: ${answer.status} ${text}`);
    return text === '' ? {} : JSON.parse(text) as Said;
  };
  const experimentId = async (): Promise<string> =>
    (await ask('GET', 'mlflow/experiments/get-by-name?experiment_name=hokusai-health')).experiment?.experiment_id ?? '';
  return {
    ask,
    experimentId,
    /** What is on the server besides its experiments. */
    left: async () => {
      const { experiments = [] } = await ask('POST', 'mlflow/experiments/search', { max_results: 100 });
      const ids = experiments.map(({ experiment_id }) => experiment_id);
      const { runs = [] } = await ask('POST', 'mlflow/runs/search', { experiment_ids: ids, max_results: 100 });
      const { registered_models: models = [] } = await ask('GET', 'mlflow/registered-models/search?max_results=100');
      const listed = await Promise.all(ids.map((id) => ask('GET', `mlflow-artifacts/artifacts?path=${id}`)));
      return {
        experiments: experiments.map(({ name }) => name).toSorted(), runs: runs.map(({ info }) => info.run_name),
        models: models.map(({ name }) => name), files: listed.flatMap(({ files = [] }) => files.map(({ path }) => path)),
      };
    },
  };
};
/** What is there when a journey has left. */
export const nothing = { experiments: ['Default', 'hokusai-health'], runs: [], models: [], files: [] };
