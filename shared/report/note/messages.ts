import type { AudienceForm } from '../../platform/platform.ts';
import { chatMessage } from './chat.ts';
import { emailMessage, minimalEmail } from './email.ts';
import type { Letter, Message, Size } from './letter.ts';
import { alarmMessages } from './pager.ts';

const renderers: Readonly<Record<AudienceForm, (letter: Letter, size: Size) => readonly Message[]>> = {
  email: (letter, size) => [size === 'full' ? emailMessage(letter) : minimalEmail(letter)],
  chat: (letter, size) => [chatMessage(letter, size)],
  pager: alarmMessages,
};

/** What a note comes to for a topic of that form, to be published in this order; nothing where the form has nothing to say of it. */
export const messagesFor = (form: AudienceForm, letter: Letter, size: Size): readonly Message[] => renderers[form](letter, size);
