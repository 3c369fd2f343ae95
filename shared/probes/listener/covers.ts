/** As names are compared in TLS: whatever their case, without a final dot. */
const plain = (name: string): string => name.toLowerCase().replace(/\.$/, '');

/** Whether one of a certificate's names is for a host: a wildcard stands for exactly one label, the first. Source: RFC 9525, 6.3. */
export const covers = (names: readonly string[], host: string): boolean => {
  const asked = plain(host);
  const rest = asked.slice(asked.indexOf('.'));
  return names.map(plain).some((name) => name === asked || (name.startsWith('*.') && rest.startsWith('.') && name.slice(1) === rest));
};
