import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'yaml';
import { deploymentOf } from '../../scripts/deployment.ts';
import { plan } from '../../shared/categories/index.ts';
import { grammar } from '../../shared/description.ts';
import { loadPlatform } from '../../shared/platform/load.ts';
import type { Alarm } from './alarm.ts';

interface Template {
  readonly resources: readonly { readonly Resources: Readonly<Record<string, { readonly Type: string; readonly Properties: Alarm }>> }[];
}

const template = readFileSync(join(import.meta.dirname, '../../serverless.yml'), 'utf8');

/** A platform by its text, its checks, and the alarms of serverless.yml as they are deployed for it, by name. */
export const described = (text: string) => {
  const loaded = loadPlatform(text, { file: 'platform.yml', grammar, readFile: () => { throw new Error('reads no file'); } });
  if (!('platform' in loaded)) throw new Error(JSON.stringify(loaded.faults));
  const { platform } = loaded;
  const checks = plan(platform);
  const deployment = new Map<string, unknown>(Object.entries(deploymentOf(platform, checks)));
  const filled = template.replaceAll(/\$\{file\(dist\/deployment\.json\):(\w+)\}/g, (_, key: string) => {
    const value = deployment.get(key);
    return typeof value === 'string' ? value : JSON.stringify(value);
  });
  // CloudFormation's own tags, such as !Ref, are texts here.
  const { resources } = parse(filled, { logLevel: 'error' }) as Template;
  const alarms = resources.flatMap(({ Resources }) => Object.entries(Resources)).filter(([, { Type }]) => Type === 'AWS::CloudWatch::Alarm');
  return { platform, checks, alarms: Object.fromEntries(alarms.map(([name, { Properties }]) => [name, Properties])) };
};
