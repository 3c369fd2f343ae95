import type { ProbeSpec } from '../checks/check.ts';
import type { JourneySettings } from '../probes/journey.ts';
import type { Generate } from './checks-of.ts';
import type { Draft } from './draft.ts';

/** The credential that the generated checks use. */
const key = 'key';
const noKey = `needs a key, and the description names none (credentials.${key})`;

/** What each stage shows, and what its failure means to users. A model that is made here says nothing of any service. */
const stages = [
  { stage: 'model', name: 'A model is made and read again', role: 'warning', timeoutMs: 1_000 },
  { stage: 'experiment', name: 'MLflow has our experiment', role: 'user-path' },
  { stage: 'run', name: 'A run keeps what is logged and uploaded', role: 'user-path' },
  { stage: 'version', name: 'A model is registered and downloaded again', role: 'user-path' },
] as const satisfies readonly (Pick<Draft, 'name' | 'role' | 'timeoutMs'> & Pick<JourneySettings, 'stage'>)[];

/** Four stages of a model's way through MLflow behind the registry host, each presupposing the one before. */
export const registration: Generate = ({ hosts: { registry }, mlflow, credentials, authentication: { keyFormat } }) => {
  if (registry === undefined || mlflow === undefined) return [];
  const shared = {
    url: registry.url + mlflow.proxyPath, auth: { credential: key, as: 'bearer', format: keyFormat },
    experiment: 'hokusai-health', prefix: 'hokusai-health',
  } as const;
  return stages.map(({ stage, ...about }, index): Draft => {
    const probe: ProbeSpec<'journey', JourneySettings> = { kind: 'journey', settings: { stage, ...shared } };
    const before = stages[index - 1];
    return {
      ...about, slug: stage, service: 'mlflow', probe, expect: { steps: 'all' },
      ...(before === undefined ? {} : { requires: [before.stage] }), ...(key in credentials ? {} : { skip: noKey }),
    };
  });
};
