import { phases, type Observation } from '../checks/observation.ts';
import { padEnd, widest } from './layout.ts';
import { durationText, phaseWords } from './words.ts';

const barWidth = 40;

/** One line a phase: its time, its share of the total and a bar that starts where the phase before it ended; then the total. */
export const phaseBars = ({ phases: timings, totalMs }: Observation): readonly string[] => {
  const share = (ms: number): number => (totalMs === 0 ? 0 : ms / totalMs);
  let elapsed = 0;
  const rows = phases.flatMap((phase) => {
    const ms = timings[phase];
    if (ms === undefined) return [];
    const start = Math.round(share(elapsed) * barWidth);
    elapsed += ms;
    const length = Math.round(share(elapsed) * barWidth) - start;
    const bar = ' '.repeat(Math.min(start, barWidth - 1)) + (length === 0 ? '▏' : '█'.repeat(length));
    return [{ name: phaseWords[phase], took: durationText(ms), share: `${(100 * share(ms)).toFixed(0)} %`, bar }];
  });
  const all = [...rows, { name: 'total', took: durationText(totalMs), share: '', bar: '' }];
  const name = widest(all.map(({ name }) => name));
  const took = widest(all.map(({ took }) => took));
  return all.map((row) => [padEnd(row.name, name), row.took.padStart(took), row.share.padStart(5), row.bar].join('  ').trimEnd());
};
