import { MlflowError } from './error.ts';
import type { Store } from './store.ts';

/** The direct children of a directory; an empty file has no `file_size`. */
export function list(artifacts: Store['artifacts'], directory: string): readonly { path: string; is_dir: boolean; file_size?: number }[] {
  const prefix = directory === '' ? '' : `${directory}/`;
  const children = new Map<string, number | 'directory'>();
  for (const [name, content] of artifacts) {
    if (!name.startsWith(prefix)) continue;
    const [child = '', ...deeper] = name.slice(prefix.length).split('/');
    children.set(child, deeper.length > 0 ? 'directory' : content.length);
  }
  return [...children].map(([path, size]) =>
    size === 'directory' ? { path, is_dir: true } : { path, is_dir: false, ...(size === 0 ? {} : { file_size: size }) });
}

/** A path below the root that leads nowhere else, without the slashes at its end. */
export function checkedPath(path: string): string {
  if (path.startsWith('/') || path.split('/').includes('..')) throw invalidPath();
  return path.replace(/\/+$/u, '');
}

export const invalidPath = (): MlflowError => new MlflowError('INVALID_PARAMETER_VALUE', 'Invalid path');
