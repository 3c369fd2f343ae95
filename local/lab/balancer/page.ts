import type { OutgoingHttpHeaders, ServerResponse } from 'node:http';
import { answer } from '../http/answer.ts';
import type { Action } from './rule.ts';

const titles = {
  301: 'Moved Permanently',
  400: 'Bad Request',
  502: 'Bad Gateway',
  503: 'Service Temporarily Unavailable',
  504: 'Gateway Time-out',
} as const;

/** The header by which an AWS load balancer's own answers are known. */
const server = 'awselb/2.0';

/** The page an AWS load balancer writes itself; its 502 has 122 bytes, its 503 has 162. */
export const page = (status: keyof typeof titles): string =>
  `<html>\r\n<head><title>${status} ${titles[status]}</title></head>\r\n<body>\r\n` +
  `<center><h1>${status} ${titles[status]}</h1></center>\r\n</body>\r\n</html>\r\n`;

/** Answers with the load balancer's own page. */
export function answerPage(outgoing: ServerResponse, status: keyof typeof titles, headers: OutgoingHttpHeaders = {}): void {
  answer(outgoing, status, { 'Server': server, 'Content-Type': 'text/html', ...headers }, page(status));
}

/** Answers as a fixed-response action says. */
export function answerFixed(outgoing: ServerResponse, { fixed }: Extract<Action, { fixed: unknown }>): void {
  answer(outgoing, fixed.status, { 'Server': server, 'Content-Type': `${fixed.contentType}; charset=utf-8` }, fixed.body);
}
