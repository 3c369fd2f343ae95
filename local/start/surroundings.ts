const clear = (unwanted: (name: string) => boolean): void => {
  for (const name of Object.keys(process.env)) if (unwanted(name)) delete process.env[name];
};

/**
 * Gives this process the surroundings of a Lambda: the AWS settings given here and none of the developer's own, such as a profile,
 * which would come before them. Returns what puts everything back.
 */
export const surround = (env: Readonly<Record<string, string>>): (() => void) => {
  const before = { ...process.env };
  clear((name) => name.startsWith('AWS_'));
  Object.assign(process.env, env);
  return () => {
    clear((name) => !(name in before));
    Object.assign(process.env, before);
  };
};
