import { saysLike } from '../facts/of-check.ts';
import type { Rule } from '../rule.ts';
import { failing } from '../symptoms.ts';

/** What only shows when a model goes all the way. */
export const journey: readonly Rule[] = [
  {
    id: 'ARTIFACT_CORRUPT', version: 1, layer: 'journey', scope: ['mlflow'], confidence: 0.75,
    title: () => 'Artifacts do not come back as they were uploaded',
    evidence: (facts) => ({
      all: [saysLike(facts, 'registration/run', /\d+ bytes instead of/)],
      raises: [{ by: 0.15, fact: saysLike(facts, 'registration/run', /\b0 bytes instead of/) }],
    }),
    symptoms: [failing(/^registration\/(?:run|version)$/)],
    consequences: [],
  },
];
