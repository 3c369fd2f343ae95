import { printable } from '../../shared/report/printable.ts';

/** Writes to standard error what went wrong, line by line safe to print: it may quote a file, an argument or what a target said. */
export const complain = (text: string): void => void process.stderr.write(text.split('\n').map((line) => printable(line)).join('\n'));
