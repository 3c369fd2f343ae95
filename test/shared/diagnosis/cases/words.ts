import { fails, type Glance, type Saw } from '../glance.ts';

export const facts = (told: Saw): Glance => fails('facts', told);
/** Tasks that die again and again, as ECS tells of them. */
export const loop = fails('tasks', {
  detail: 'expected tasks that keep running, got 34 stopped by themselves within an hour, the last one by EssentialContainerExited: Essential container in task exited (exit 1)',
});
