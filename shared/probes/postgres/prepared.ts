/**
 * A password as it was when it was set: as SASLprep makes it (RFC 4013), or as it is where that forbids it, such as for a character that
 * Unicode 3.2 did not know. Source: PostgreSQL's pg_saslprep, which both its server and its own client use; the standard would refuse it.
 */
export const prepared = async (password: string): Promise<string> => {
  // Most are ASCII, which stays as it is, and do without the tables.
  if (/^\p{ASCII}*$/u.test(password)) return password;
  const { saslprep } = await import('@mongodb-js/saslprep');
  try {
    return saslprep(password) || password;
  } catch {
    return password;
  }
};
