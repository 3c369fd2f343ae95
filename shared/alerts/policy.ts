import type { DropThreshold } from '../health/score-drop.ts';
import type { CategoryName } from '../platform/category.ts';
import type { Audience, MaintenanceWindow } from '../platform/platform.ts';

/** What the description says about telling. */
export interface Policy {
  readonly environment: string;
  /** By name, in the order of the description. */
  readonly audiences: Readonly<Record<string, Audience>>;
  readonly maintenance: readonly MaintenanceWindow[];
  readonly scoreDrop: DropThreshold;
  /** The described categories, with the milliseconds between two runs. */
  readonly schedule: Readonly<Partial<Record<CategoryName, number>>>;
  /** The category whose run publishes the metrics. */
  readonly publisher: CategoryName | undefined;
}
