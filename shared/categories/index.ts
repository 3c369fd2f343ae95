import type { Check } from '../checks/check.ts';
import { categoryNames, type CategoryName } from '../platform/category.ts';
import type { Platform } from '../platform/platform.ts';
import { checksOf, type Generate } from './checks-of.ts';
import { authentication } from './authentication.ts';
import { controlPlane } from './control-plane.ts';
import { dependencies } from './dependencies.ts';
import { endpoints } from './endpoints.ts';
import { infrastructure } from './infrastructure.ts';
import { registration } from './registration.ts';
import { routing } from './routing.ts';
import { telemetry } from './telemetry.ts';

/** Every category's own checks. */
export const generators: Readonly<Record<CategoryName, Generate>> = {
  infrastructure, authentication, registration, endpoints, routing, dependencies, 'control-plane': controlPlane, telemetry,
};

/** Every check that a description results in, category by category. Touches nothing. */
export const plan = (platform: Platform): readonly Check[] =>
  categoryNames.flatMap((category) => checksOf(category, generators[category], platform));
