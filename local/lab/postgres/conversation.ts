import type { Socket } from 'node:net';
import { takeMessage } from './reader.ts';
import type { Asked, Told } from './statement.ts';
import { messagesOf } from './statement.ts';
import { bound, cstrings, description, errorResponse, noData, parsed, ready } from './wire.ts';
import type { Refusal } from './wire.ts';

export type Statement = Pick<Asked, 'sql' | 'values'>;
type Run = (statement: Statement) => Promise<Told | Refusal>;

const brokenRules: Refusal = { severity: 'FATAL', code: '08P01', message: 'invalid message' };

/** The text between a message's first NUL and its second, of those that begin with a name. */
const secondText = (data: Buffer): string => data.subarray(data.indexOf(0) + 1, data.indexOf(0, data.indexOf(0) + 1)).toString();

/** The values of a Bind: after two names come the formats of as many as it says, then the values, each after its length. */
const valuesOf = (data: Buffer): readonly string[] => {
  const named = data.indexOf(0, data.indexOf(0) + 1) + 1;
  let at = named + 2 + 2 * data.readUInt16BE(named);
  const values: string[] = [];
  let left = data.readUInt16BE(at);
  for (at += 2; left > 0; left -= 1) {
    const length = Math.max(0, data.readInt32BE(at));
    values.push(data.toString('utf8', at + 4, at + 4 + length));
    at += 4 + length;
  }
  return values;
};

/**
 * Answers statements until the client says goodbye, goes away, or breaks the rules: whole ones, and those that come in steps (Parse, Bind,
 * Describe, Execute, Sync), of which one at a time is known and which are run when they are described.
 */
export const answerStatements = async (socket: Socket, run: Run): Promise<'terminated' | 'dropped' | Refusal> => {
  let statement: Statement = { sql: '', values: [] };
  let told: Told | Refusal | undefined;
  /** What is to be said of the steps: all at once when they end. */
  let said: readonly Buffer[] = [];
  /** Says what went wrong once; the rest of the steps is passed over. */
  let failed = false;
  const step = async (say: (told: Told) => Buffer): Promise<void> => {
    told ??= await run(statement);
    if (failed) return;
    failed = 'code' in told;
    said = [...said, 'code' in told ? errorResponse(told) : say(told)];
  };
  for (;;) {
    const message = await takeMessage(socket);
    if (message === undefined) return 'dropped';
    const { type, data } = message;
    switch (type) {
      case 'X':
        return 'terminated';
      case 'Q': {
        const whole = await run({ sql: cstrings(data)[0] ?? '', values: [] });
        socket.write(Buffer.concat(['code' in whole ? errorResponse(whole) : messagesOf(whole, true), ready()]));
        break;
      }
      case 'P':
        [statement, told, failed, said] = [{ sql: secondText(data), values: [] }, undefined, false, [parsed()]];
        break;
      case 'B':
        statement = { ...statement, values: valuesOf(data) };
        said = [...said, bound()];
        break;
      case 'D':
        await step(({ columns }) => (columns === undefined ? noData() : description(columns)));
        break;
      case 'E':
        await step((rows) => messagesOf(rows, false));
        break;
      case 'S':
        socket.write(Buffer.concat([...said, ready()]));
        said = [];
        break;
      default:
        return brokenRules;
    }
  }
};
