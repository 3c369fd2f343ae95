import type { SettingsOf, Zod } from '../../platform/zod.ts';
import { answererNames } from '../answered-by.ts';
import type { Step } from '../observation.ts';
import { defineExpectation } from './expectation.ts';

const settings = (z: Zod) => z.literal('all');

const failedText = ({ name, request, failed = '', status, answeredBy }: Step): string => {
  const answered = status === undefined ? '' : ` (${status}${answeredBy === undefined ? '' : ` from ${answererNames[answeredBy]}`})`;
  return `${name}: ${request}${answered}: ${failed}`;
};

/** Every step of a conversation succeeded, and there was one. */
export const steps = defineExpectation<SettingsOf<typeof settings>>({
  settings,
  judges: ['steps'],
  judge: (_, { steps: made = [] }) => {
    const failed = made.find((step) => step.failed !== undefined);
    const saw = failed === undefined ? `${made.length} steps` : failedText(failed);
    return [{ ok: failed === undefined && made.length > 0, expected: 'every step to succeed', saw, reason: 'step' }];
  },
});
