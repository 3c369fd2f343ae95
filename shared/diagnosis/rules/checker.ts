import { any } from '../facts/fact.ts';
import { answered, failsBy, passes } from '../facts/of-check.ts';
import type { Rule } from '../rule.ts';
import { failingOf, keysNotValidated } from '../symptoms.ts';

/** Causes that lie with whoever runs the checker. */
export const checker: readonly Rule[] = [
  {
    id: 'CHECKER_KEY_REJECTED', version: 1, layer: 'checker', scope: ['auth'], confidence: 0.85,
    title: () => "Auth does not know the checker's own key",
    evidence: (facts) => ({
      all: [
        answered(facts, 'authentication/validation', [401, 403], ['application']),
        any(passes(facts, 'infrastructure/auth-health'), passes(facts, 'authentication/auth-health')),
        // The application that refuses is auth, and not another that requests for auth are led to.
        any(passes(facts, 'routing/auth-own-path'), passes(facts, 'control-plane/rule-auth-api')),
      ],
      // Of two keys that are both refused it is not the keys.
      none: [failsBy(facts, 'routing/auth-own-path', ['status']), answered(facts, 'authentication/second-key', [401, 403], ['application'])],
      raises: [{ by: 0.1, fact: passes(facts, 'authentication/second-key') }],
    }),
    symptoms: [keysNotValidated, failingOf(/^authentication\/validation/)],
    consequences: [],
  },
];
