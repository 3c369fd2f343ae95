import { circularRequires } from './circular-requires.ts';
import { crowdedCategory } from './crowded-category.ts';
import { duplicateId } from './duplicate-id.ts';
import { endlessPattern } from './endless-pattern.ts';
import { inapplicableExpectation } from './inapplicable-expectation.ts';
import { literalSecret } from './literal-secret.ts';
import { longTimeout } from './long-timeout.ts';
import { needlessKey } from './needless-key.ts';
import { neverFails } from './never-fails.ts';
import { nothingToCheck } from './nothing-to-check.ts';
import { overBudget } from './over-budget.ts';
import { overlappingNames } from './overlapping-names.ts';
import { ownControl } from './own-control.ts';
import type { Rule } from './rule.ts';
import { unknownCheck } from './unknown-check.ts';
import { unknownCredential } from './unknown-credential.ts';
import { unknownFact } from './unknown-fact.ts';
import { unknownHost } from './unknown-host.ts';
import { unknownService } from './unknown-service.ts';
import { untold } from './untold.ts';

/** The rules that no schema can express, by name. */
export const rules = {
  'literal-secret': literalSecret,
  'nothing-to-check': nothingToCheck,
  'duplicate-id': duplicateId,
  'overlapping-names': overlappingNames,
  'inapplicable-expectation': inapplicableExpectation,
  'unknown-fact': unknownFact,
  'never-fails': neverFails,
  'endless-pattern': endlessPattern,
  'long-timeout': longTimeout,
  'crowded-category': crowdedCategory,
  'over-budget': overBudget,
  'unknown-check': unknownCheck,
  'circular-requires': circularRequires,
  'unknown-credential': unknownCredential,
  'needless-key': needlessKey,
  'unknown-host': unknownHost,
  'unknown-service': unknownService,
  'untold': untold,
  'own-control': ownControl,
} satisfies Record<string, Rule>;
