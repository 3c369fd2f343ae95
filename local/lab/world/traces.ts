import type { History } from '../history.ts';
import { serviceNames } from '../settings.ts';
import { fails } from './process.ts';
import { spellsOf } from './spells.ts';

const hourMs = 3_600_000;

/** Whether ECS still tells at a moment, epoch milliseconds, of tasks that died, of a service whose tasks do not any more. */
export const hasTraces = (history: History, now: number): boolean => serviceNames.some((service) =>
  spellsOf(history)[service].some(({ process, until }) => fails(process) && until <= now && until > now - hourMs));
