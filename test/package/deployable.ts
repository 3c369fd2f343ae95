import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parse, stringify } from 'yaml';
import type { Lab } from '../../local/lab/lab.ts';
import { checkerSecret } from '../../local/lab/settings.ts';
import { readPlatform } from '../../shared/description.ts';
import type { Platform } from '../../shared/platform/platform.ts';

/** Where keys of the lab are kept besides the secret of its own. */
const key = { secret: checkerSecret, field: 'api_key' };
export const parameterName = '/hokusai/endpoint-key';
export const revokedName = '/hokusai/revoked-key';

/**
 * The lab as it would be deployed: its key comes from where a Lambda may read it, one check has a key of its own, and of
 * one secret only the age is looked at.
 */
export const deployable = async (lab: Lab): Promise<Platform> => {
  const described = parse(lab.description) as {
    readonly hosts: { readonly registry: { readonly url: string } }; readonly credentials: object; readonly secrets: readonly unknown[];
    readonly audiences: Readonly<Record<string, unknown>>;
  };
  const { people, ...others } = described.audiences;
  const folder = await mkdtemp(join(tmpdir(), 'deployable-'));
  try {
    const file = join(folder, 'platform.yml');
    await writeFile(file, stringify({
      ...described,
      environment: 'packaged',
      schedule: { endpoints: '2m' },
      credentials: { ...described.credentials, key, endpoint: { parameter: parameterName }, revoked: { parameter: revokedName } },
      secrets: [...described.secrets, checkerSecret],
      // As it is called where nobody is described, and in the sample events.
      audiences: { default: people, ...others },
      checks: [{ id: 'with-its-own-key', http: { url: `${described.hosts.registry.url}/api/v1/models`, auth: { credential: 'endpoint' } } }],
    }));
    const read = await readPlatform(file);
    if (!('platform' in read)) throw new Error(read.text);
    return read.platform;
  } finally {
    await rm(folder, { recursive: true });
  }
};
