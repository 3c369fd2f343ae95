import type { Case } from './case.ts';
import { checker } from './checker.ts';
import { feature } from './feature.ts';
import { journey } from './journey.ts';
import { name } from './name.ts';
import { store } from './store.ts';
import { target } from './target.ts';
import { task } from './task.ts';

/** Of every rule. */
export const cases: readonly Case[] = [...checker, ...name, ...store, ...task, ...target, ...feature, ...journey];
