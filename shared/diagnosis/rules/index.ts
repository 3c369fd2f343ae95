import type { Rule } from '../rule.ts';
import { checker } from './checker.ts';
import { feature } from './feature.ts';
import { journey } from './journey.ts';
import { name } from './name.ts';
import { store } from './store.ts';
import { target } from './target.ts';
import { task } from './task.ts';

/** Every cause that can be told, layer by layer. */
export const rules: readonly Rule[] = [...checker, ...name, ...store, ...task, ...target, ...feature, ...journey];
