import { isIP } from 'node:net';
import type { Zod } from '../platform/zod.ts';

/** RFC 1123 and service names with an underscore (RFC 2782). */
const name = /^(?=.{1,254}$)(?:[A-Za-z0-9_](?:[A-Za-z0-9_-]{0,61}[A-Za-z0-9_])?\.)*[A-Za-z0-9_](?:[A-Za-z0-9_-]{0,61}[A-Za-z0-9_])?\.?$/;
const whatName = 'a host name without scheme and port';
const whatHost = 'a host name or address without scheme and port';
const whatPort = 'a port from 1 to 65535';

export const hostName = (z: Zod) => z.string({ error: whatName }).regex(name, { error: whatName });

/** A name or an address; IPv6 without brackets. */
export const host = (z: Zod) => z.string({ error: whatHost }).refine((text) => name.test(text) || isIP(text) !== 0, { error: whatHost });

export const port = (z: Zod) => z.int({ error: whatPort }).min(1, { error: whatPort }).max(65_535, { error: whatPort });
