import type { Socket } from 'node:net';
import { expect, test } from 'vitest';
import { AnswerParser } from '../../../../shared/probes/http/answer-parser.ts';
import { answers } from '../../../fixtures/answers.ts';
import { nodeHttp, own, undici } from '../../../fixtures/http-readers.ts';
import type { Reading } from '../../../fixtures/http-readers.ts';
import { mutate, seeded } from '../../../fixtures/mutate.ts';
import { startServer } from '../../../fixtures/tcp-server.ts';

/** More cases or other ones: `DIFFERENTIAL_CASES=20000 FUZZ_SEED=7`. */
const cases = Number(process.env['DIFFERENTIAL_CASES'] ?? 400);
const seed = Number(process.env['FUZZ_SEED'] ?? 1);
const peers = { 'node:http': nodeHttp, undici };

type Accepted = Extract<Reading, { accepted: true }>;
type Refused = Extract<Reading, { accepted: false }>;

/** Where we refuse what a peer accepts. All of them are for safety's sake or by the letter of RFC 9112. */
const stricter: Readonly<Record<string, (answer: string, ours: Refused, theirs: Accepted) => boolean>> = {
  'Any transfer coding but one `chunked`, and any in HTTP/1.0: no other was offered (6.1), and readers disagree about the length.':
    (_, { why }) => why.includes('transfer coding'),
  'Empty lines before a status line (2.2 allows them before a request only).': (answer) => /^[\r\n]|\r\n\r\n[\r\n]+HTTP/.test(answer),
  'Versions that we do not speak, and the RTSP and ICY that llhttp speaks.': (answer) => /^\s*(HTTP\/(0\.9|2\.0)|RTSP|ICE)/.test(answer),
  'A status below 100 (RFC 9110, 15).': (_, __, { status }) => status < 100,
  'A switch of protocols, which we did not ask for (RFC 9110, 15.2.2).': (_, { why }) => why.includes('switches'),
  'A line that ends in two CRs, or in one alone (2.2); undici takes what follows for a header line.':
    (answer) => /HTTP\/1\.[01] \d{3}[^\n]*\r(?!\n)/.test(answer),
  'A trailer that frames (RFC 9110, 6.5.1); the peers pass over it.': (_, { why }) => why.includes('trailer line'),
  'What comes with the end of a body and behind it, on a connection that is to close (9.3); the peers cut it off.':
    (_, { why }) => why.includes('longer than the answer says'),
  'Control characters in the reason phrase (4).': (answer) => /HTTP\/1\.[01] \d{3} [^\r\n]*[^\t\x20-\x7e\x80-\xff\r\n]/.test(answer),
};

/** Where we accept what a peer refuses. None of them moves the end of an answer. */
const laxer: Readonly<Record<string, (answer: string, theirs: Refused) => boolean>> = {
  'A folded header line, which a client must read as one (5.2).': (answer) => /\r\n[\t ]/.test(answer),
  'A 100 that was not asked for, which a client must skip (RFC 9110, 15.2); undici refuses it.': (answer, { why }) => / 100\b/.test(answer) && why.includes('bad response'),
  'An interim answer that would close the connection, which only the final one decides (9.6); llhttp stops reading there.':
    (answer) => /^HTTP\/1\.1 1\d\d[^]*?connection: *close[^]*?\r\n\r\nHTTP/i.test(answer),
  'The inside of chunk extensions, which are ignored (7.1.1); the peers read their grammar.': (answer) => /\n[0-9a-fA-F]+;/.test(answer),
};

const withoutTrailingSpace = ({ headers, ...rest }: Accepted) => ({ ...rest, headers: headers.map(([name, value]) => [name, value.replace(/[\t ]+$/, '')]) });
/** Where both accept, nothing differs but white space that undici leaves at the end of a value. */
const same = (ours: Accepted, theirs: Accepted) => JSON.stringify(withoutTrailingSpace(ours)) === JSON.stringify(withoutTrailingSpace(theirs));

/** A tab after a length or `chunked` is white space like any other (5.5); llhttp then knows neither, so anything may follow. */
const tabbed = /(?:content-length|transfer-encoding):[^\r\n]*\t *\r\n/i;

const isExplained = (answer: string, ours: Reading, theirs: Reading): boolean => {
  if (tabbed.test(answer)) return true;
  if (ours.accepted) return theirs.accepted ? same(ours, theirs) : Object.values(laxer).some((explains) => explains(answer, theirs));
  return !theirs.accepted || Object.values(stricter).some((explains) => explains(answer, ours, theirs));
};

/** Writes a text in up to three pieces, each in a turn of its own, and closes. */
const say = (socket: Socket, text: string): void => {
  const bytes = Buffer.from(text, 'latin1');
  const third = Math.ceil(bytes.length / 3);
  const next = (at: number): void => {
    if (at + third >= bytes.length) socket.end(bytes.subarray(at));
    else socket.write(bytes.subarray(at, at + third), () => setImmediate(next, at + third));
  };
  if (text.length % 2 === 0) socket.end(bytes);
  else next(0);
};

const written = (count: number, from: number): readonly string[] => {
  const pick = seeded(from);
  const any = () => answers[pick(answers.length)] ?? '';
  return [...answers, ...Array.from({ length: count }, () => mutate(any(), answers, pick))];
};

test(`${cases} answers made from seed ${seed} are read as node:http and undici read them, but for the differences that are explained`, async () => {
  const told = written(cases, seed);
  const unexplained: string[] = [];
  const accepted = new Set<string>();
  await using server = await startServer((socket) => socket.once('data', (request: Buffer) => {
    say(socket, told[Number(/ \/(\d+)/.exec(request.toString('latin1'))?.[1])] ?? '');
  }));
  const compare = async (index: number): Promise<void> => {
    const answer = told[index] ?? '';
    const method = index % 7 === 0 ? 'HEAD' : 'GET';
    const path = `/${index}`;
    const ours = await own(server.port, method, path);
    if (ours.accepted) accepted.add(answer);
    for (const [peer, read] of Object.entries(peers)) {
      const theirs = await read(server.port, method, path);
      if (!isExplained(answer, ours, theirs)) unexplained.push(JSON.stringify({ peer, method, answer, ours, theirs }));
    }
  };
  const indices = told.keys();
  await Promise.all(Array.from({ length: 8 }, async () => {
    for (const index of indices) await compare(index);
  }));
  expect(unexplained).toEqual([]);
  expect(accepted.size).toBeGreaterThan(told.length / 10);
}, 20_000 + 20 * cases);

/** What the parser makes of an answer that is cut into such pieces and then ends. */
const parsed = (bytes: Buffer, piece: () => number) => {
  const parser = new AnswerParser('GET', 40);
  let progress: unknown = 'more';
  for (let at = 0; at < bytes.length && progress === 'more';) {
    const to = at + piece();
    progress = parser.feed(bytes.subarray(at, to));
    at = to;
  }
  if (typeof progress === 'object' || !parser.end()) return 'refused';
  return { head: parser.head, body: parser.body.toString('latin1') };
};

test('an answer is read the same however its bytes are cut', () => {
  const pick = seeded(seed);
  for (const answer of written(cases, seed + 1)) {
    const bytes = Buffer.from(answer, 'latin1');
    const whole = { answer, read: parsed(bytes, () => bytes.length) };
    expect({ answer, read: parsed(bytes, () => 1) }).toEqual(whole);
    expect({ answer, read: parsed(bytes, () => 1 + pick(9)) }).toEqual(whole);
  }
});
