import { isDeepStrictEqual } from 'node:util';
import { erasOf, type History } from '../history.ts';
import { serviceNames, type ServiceName } from '../settings.ts';
import { processesOf, type Process } from './process.ts';

/** How long a service's container went on in one way, epoch milliseconds: from ever the first, for ever the last. */
export interface Spell { readonly from: number; readonly until: number; readonly process: Process }

export type Spells = Readonly<Record<ServiceName, readonly Spell[]>>;

const found = new WeakMap<History, Spells>();

/** What became of every container, one spell after the other. Other settings need not make a difference to it. */
export const spellsOf = (history: History): Spells => {
  const before = found.get(history);
  if (before !== undefined) return before;
  const eras = erasOf(history);
  const of = (service: ServiceName): readonly Spell[] => eras.reduce<readonly Spell[]>((spells, { settings, from, until }) => {
    const process = processesOf(settings)[service];
    const last = spells.at(-1);
    const goesOn = last !== undefined && isDeepStrictEqual(last.process, process);
    return goesOn ? [...spells.slice(0, -1), { ...last, until }] : [...spells, { from, until, process }];
  }, []);
  const [auth, api, mlflow] = serviceNames.map(of);
  const spells: Spells = { auth: auth ?? [], api: api ?? [], mlflow: mlflow ?? [] };
  found.set(history, spells);
  return spells;
};
