/** Whether a URL's host is an address instead of a name. */
export const isAddress = (host: string): boolean => host.includes(':') || /^[\d.]+$/.test(host);
