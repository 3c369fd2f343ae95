import type { Socket } from 'node:net';
import { refusedAfterwards, refusedAtOnce, wrongPassword } from './admission.ts';
import type { Applicant, Sessions } from './admission.ts';
import { answerStatements } from './conversation.ts';
import type { Entered } from './entered.ts';
import type { Kept } from './kept.ts';
import { takeMessage } from './reader.ts';
import { challenge, mechanism } from './scram.ts';
import type { PostgresSettings } from './settings.ts';
import { run } from './statement.ts';
import { askForSasl, authenticated, backendKey, cstrings, errorResponse, parameter, ready, saslContinue, saslFinal } from './wire.ts';
import type { Refusal } from './wire.ts';

const brokenRules: Refusal = { severity: 'FATAL', code: '08P01', message: 'invalid message' };
const cancelled: Refusal = { severity: 'ERROR', code: '57014', message: 'canceling statement due to user request' };

/** Asks for the password and judges it. Undefined where the client went away. */
const logIn = async (socket: Socket, settings: () => PostgresSettings, { user }: Applicant): Promise<'in' | Refusal | undefined> => {
  socket.write(askForSasl(mechanism));
  const initial = await takeMessage(socket);
  if (initial === undefined) return undefined;
  const [chosen = ''] = cstrings(initial.data);
  const told = challenge(initial.data.subarray(chosen.length + 5).toString(), settings().roles[user]?.password);
  if (initial.type !== 'p' || chosen !== mechanism || told === undefined) return brokenRules;
  socket.write(saslContinue(told.first));
  const final = await takeMessage(socket);
  if (final === undefined) return undefined;
  if (final.type !== 'p') return brokenRules;
  const proof = await told.judge(final.data.toString());
  if (proof === undefined) return wrongPassword(user);
  socket.write(Buffer.concat([saslFinal(proof), authenticated()]));
  return 'in';
};

/** How a session came to its end. */
export type SessionEnd = 'refused' | 'terminated' | 'dropped';

/** Admits an applicant or not, and answers statements until it says goodbye. `enter` counts it among the sessions. */
export const serve = async (
  socket: Socket, settings: () => PostgresSettings, applicant: Applicant, sessions: () => Sessions, enter: () => Entered, kept: Kept,
): Promise<SessionEnd> => {
  const refuse = (refusal: Refusal): SessionEnd => {
    socket.end(errorResponse(refusal));
    return 'refused';
  };
  const atOnce = refusedAtOnce(settings(), applicant, sessions());
  if (atOnce !== undefined) return refuse(atOnce);
  const login = await logIn(socket, settings, applicant);
  if (login === undefined) return 'dropped';
  const refused = login === 'in' ? refusedAfterwards(settings(), applicant, sessions()) : login;
  if (refused !== undefined) return refuse(refused);
  const entered = enter();
  socket.write(Buffer.concat([parameter('server_version', settings().version), parameter('client_encoding', 'UTF8'), backendKey(entered.key), ready()]));
  const end = await answerStatements(socket, async (statement) => {
    if (!settings().stuck) return run({ ...statement, database: applicant.database, sessions: sessions(), kept }, settings());
    await entered.untilCancelled();
    return cancelled;
  });
  return typeof end === 'string' ? end : refuse(end);
};
