/** A host as a URL has it: an IPv6 address in brackets. */
export const bracketed = (host: string): string => (host.includes(':') ? `[${host}]` : host);

/** `host:port`, an IPv6 address in brackets. */
export const hostPort = (host: string, port: number): string => `${bracketed(host)}:${port}`;
