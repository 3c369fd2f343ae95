/** The port of a host's URL, the usual one of its scheme where it names none. */
export const portOf = (url: string): number => {
  const { port, protocol } = new URL(url);
  return Number(port) || (protocol === 'https:' ? 443 : 80);
};
