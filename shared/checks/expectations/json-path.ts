/** Names and indexes from the root down. */
export type JsonPath = readonly (string | number)[];

const step = /\.([A-Za-z_$][\w$-]*)|\[(\d+)\]|\[(['"])((?:\\.|(?!\3)[^\\])*)\3\]/y;

/**
 * The steps of a path: `$` (the whole answer), then any of `.name`, `[0]`, `['any name']` (also with double quotes; a backslash
 * escapes). It leads to one value: no wildcards, filters or slices. Undefined when the text is not such a path.
 */
export const parseJsonPath = (path: string): JsonPath | undefined => {
  if (!path.startsWith('$')) return undefined;
  const steps: (string | number)[] = [];
  step.lastIndex = 1;
  while (step.lastIndex < path.length) {
    const match = step.exec(path);
    if (match === null) return undefined;
    const [, name, index, , quoted] = match;
    steps.push(index === undefined ? name ?? (quoted ?? '').replace(/\\(.)/g, '$1') : Number(index));
  }
  return steps;
};

const showPath = (steps: JsonPath): string =>
  steps.reduce<string>((path, name) => {
    if (typeof name === 'number') return `${path}[${name}]`;
    return /^[A-Za-z_$][\w$-]*$/.test(name) ? `${path}.${name}` : `${path}['${name.replace(/[\\']/g, '\\$&')}']`;
  }, '$');

/** `missing` is the shortest part of the path that leads nowhere. */
export type Found = { readonly found: true; readonly value: unknown } | { readonly found: false; readonly missing: string };

const isObject = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/**
 * What is at a path of a parsed JSON value. `.length` of a list or a text is its length (an object's own field of that name is the
 * field). Nothing is converted: an index needs a list, a name an object.
 */
export const at = (root: unknown, steps: JsonPath): Found => {
  let value = root;
  for (const [depth, name] of steps.entries()) {
    if (typeof name === 'number' && Array.isArray(value) && name < value.length) value = value[name];
    else if (name === 'length' && (Array.isArray(value) || typeof value === 'string')) value = value.length;
    else if (typeof name === 'string' && isObject(value) && Object.hasOwn(value, name)) value = value[name];
    else return { found: false, missing: showPath(steps.slice(0, depth + 1)) };
  }
  return { found: true, value };
};
