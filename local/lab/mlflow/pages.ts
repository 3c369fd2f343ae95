import type { ServerResponse } from 'node:http';
import { answer } from '../http/answer.ts';

/** The shell of MLflow's user interface. */
export const uiPage = `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8"/>
<title>MLflow</title>
</head>
<body><noscript>You need to enable JavaScript to run this app.</noscript><div id="root"></div></body>
</html>
`;

const texts = {
  404: [
    'Not Found',
    'The requested URL was not found on the server. If you entered the URL manually please check your spelling and try again.',
  ],
  405: ['Method Not Allowed', 'The method is not allowed for the requested URL.'],
  500: [
    'Internal Server Error',
    'The server encountered an internal error and was unable to complete your request. ' +
      'Either the server is overloaded or there is an error in the application.',
  ],
} as const;

/** Answers with the error page of Werkzeug, the HTTP layer below MLflow. */
export function answerWerkzeug(outgoing: ServerResponse, status: keyof typeof texts, allow?: string): void {
  const [title, text] = texts[status];
  const page = `<!doctype html>\n<html lang=en>\n<title>${status} ${title}</title>\n<h1>${title}</h1>\n<p>${text}</p>\n`;
  const headers = { 'server': 'uvicorn', 'content-type': 'text/html; charset=utf-8' };
  answer(outgoing, status, allow === undefined ? headers : { ...headers, allow }, page);
}

/** Answers as the framework in front does for what nobody caught: nothing in it says that it comes from MLflow. */
export const answerUncaught = (outgoing: ServerResponse): void =>
  answer(outgoing, 500, { 'server': 'uvicorn', 'content-type': 'text/plain; charset=utf-8' }, 'Internal Server Error');
