import type { Platform } from '../../platform/platform.ts';
import type { HttpSettings } from '../../probes/http.ts';

/** The credential that the generated checks use. */
const key = 'key';

/** A key that nobody has, and that says so to whoever finds it in a log. */
export const garbage = 'hokusai-health-garbage-key-0000000000';

/** A request with the checker's own key. */
export const withKey = ({ authentication: { keyFormat } }: Platform, as: 'bearer' | 'x-api-key'): Pick<Required<HttpSettings>, 'auth'> =>
  ({ auth: { credential: key, as, format: keyFormat } });

/** A request with the second key, which is there to tell whether it is the first one or the platform. */
export const withSecondKey = (second: string, { authentication: { keyFormat } }: Platform): Pick<Required<HttpSettings>, 'auth'> =>
  ({ auth: { credential: second, as: 'bearer', format: keyFormat } });

/** Without a key nothing can be told of keys. */
export const keyed = ({ credentials }: Platform): { readonly skip?: string } =>
  (key in credentials ? {} : { skip: `needs a key, and the description names none (credentials.${key})` });
