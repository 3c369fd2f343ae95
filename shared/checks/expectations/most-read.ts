/** How many bytes of an answer are read at most, as the settings of a probe say: `maxBytes` of a body, `read` of what a server says first. */
export const mostRead = (settings: unknown): { readonly bytes: number; readonly setting: string } | undefined => {
  if (typeof settings !== 'object' || settings === null) return undefined;
  const named = Object.entries(settings).find(([name, value]) => ['maxBytes', 'read'].includes(name) && typeof value === 'number');
  return named === undefined ? undefined : { setting: named[0], bytes: Number(named[1]) };
};
