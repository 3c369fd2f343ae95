/** An environment in words of a shell, to be read with `.`. A profile of one's own would come before its keys. Values are without quotes of their own. */
export const shellExports = (env: Readonly<Record<string, string>>): string =>
  `unset AWS_PROFILE\n${Object.entries(env).map(([name, value]) => `export ${name}='${value}'`).join('\n')}\n`;
