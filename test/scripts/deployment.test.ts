import { describe, expect, it } from 'vitest';
import { deploymentOf } from '../../scripts/deployment.ts';
import { plan } from '../../shared/categories/index.ts';
import { grammar } from '../../shared/description.ts';
import { loadPlatform } from '../../shared/platform/load.ts';

/** The deployment of a platform described by this text. */
const deployment = (text: string) => {
  const loaded = loadPlatform(text, { file: 'platform.yml', grammar, readFile: () => { throw new Error('reads no file'); } });
  if (!('platform' in loaded)) throw new Error(JSON.stringify(loaded.faults));
  return deploymentOf(loaded.platform, plan(loaded.platform));
};
const registry = 'hosts: { registry: https://registry.example.com }';

/** Whom the function of incidents may tell. */
const publishing = (text: string) => /"sns:Publish".*/.exec(JSON.stringify(deployment(text).resources.Resources['IncidentRole']))?.[0] ?? 'nobody';

describe('deploymentOf', () => {
  it('counts a schedule in the words of EventBridge', () => {
    const { functions } = deployment(`schedule: { endpoints: 2m, infrastructure: 1m }\n${registry}`);
    const rates = Object.entries(functions).map(([name, described]) => [name, /rate\([^)]*\)/.exec(JSON.stringify(described))?.[0]]);
    expect(Object.fromEntries(rates)).toMatchObject({
      infrastructure: 'rate(1 minute)', endpoints: 'rate(2 minutes)', routing: 'rate(5 minutes)',
    });
  });

  it('calls what may run early every minute, if it is due, however rarely its schedule wants it', () => {
    const text = `schedule: { registration: 20m }\nmlflow: { proxyPath: /mlflow }\nservices: { api: { cluster: a, service: b } }\n${registry}`;
    const { functions } = deployment(text);
    const called = (name: string) => /"schedule":"(.*?)".*?"id\\":<id>(.*?)}"/.exec(JSON.stringify(functions[name]))?.slice(1);
    expect(called('registration')).toEqual(['rate(1 minute)', ',\\"ifDue\\":true']);
    expect(called('controlPlane')).toEqual(['rate(1 minute)', ',\\"ifDue\\":true']);
    expect(called('routing')).toEqual(['rate(5 minutes)', '']);
    expect(() => deployment(text.replace('20m', '90s'))).toThrow('The schedule of registration is 90 s');
  });

  it('waits for three missed runs, and notices when nothing is measured for two of the shortest intervals and a minute', () => {
    expect(deployment('schedule: { infrastructure: 3m, authentication: 3m, endpoints: 2m, routing: 50m, dependencies: 3m }\nhosts: { auth: https://auth.example.com }\nendpoints: [{ host: auth, path: /a }]'))
      .toMatchObject({ deadAfter: 3, deadManPeriod: 300 });
  });

  it('makes nothing for a category without checks, and grants nothing that is not described', () => {
    const { functions, resources: { Resources } } = deployment('checks: [https://example.com/]');
    expect([Object.keys(functions), Object.keys(Resources)]).toEqual([['endpoints', 'incident'], ['EndpointsRole', 'IncidentRole']]);
    const granted = Object.values(Resources).map((role) => /"PolicyName":"described".*/.exec(JSON.stringify(role))?.[0]);
    const telling = '"PolicyName":"described","PolicyDocument":{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":["sns:Publish"],"Resource":[{"Ref":"NotifyTopic"}]}]}}]}}';
    expect(granted).toEqual([telling, telling]);
  });

  it('grants a described topic to every function', () => {
    const arn = 'arn:aws:sns:us-east-1:111122223333:team';
    const { Resources } = deployment(`audiences: { team: { topic: "${arn}" } }\n${registry}`).resources;
    expect(Object.keys(Resources)).toEqual(expect.arrayContaining(['InfrastructureRole', 'EndpointsRole', 'RoutingRole']));
    expect(JSON.stringify(Resources['RoutingRole'])).toContain(`"Action":["sns:Publish"],"Resource":["${arn}"]`);
  });

  it('lets the function of incidents tell those who are described, and nobody else', () => {
    const arn = 'arn:aws:sns:us-east-1:111122223333:team';
    expect(publishing(`audiences: { team: { topic: "${arn}" } }\n${registry}`)).toBe(`"sns:Publish"],"Resource":["${arn}"]}]}}]}}`);
    expect(publishing(`audiences: { a: { topic: { env: PAGER_TOPIC_ARN } }, b: { topic: { env: PAGER_TOPIC_ARN } } }\n${registry}`)).toContain('"Resource":[{"Ref":"PagerTopic"}]');
    expect(publishing(registry)).toContain('"Resource":[{"Ref":"NotifyTopic"}]');
  });

  it('grants a secret that is given by its ARN under that ARN, with or without its ending', () => {
    const arn = 'arn:aws:secretsmanager:us-east-1:111122223333:secret:hokusai/key';
    expect(JSON.stringify(deployment(`${registry}\ncredentials: { key: { secret: "${arn}" } }`).resources)).toContain(`["${arn}","${arn}-??????"]`);
  });

  it.each([
    ['a schedule that is no whole number of minutes', `schedule: { routing: 90s }\n${registry}`, 'The schedule of routing is 90 s; on AWS it is a whole number of minutes.'],
    ['a key in an environment variable', `${registry}\ncredentials: { key: { env: API_KEY } }`, 'The credential key is read from the environment variable API_KEY'],
    ['a topic in an environment variable that nobody sets', 'audiences: { team: { topic: { env: TEAM } } }\nchecks: [https://example.com/]', 'The topic of the audience team is read from TEAM'],
    ['an environment that cannot name a stack', 'environment: dev_1\nchecks: [https://example.com/]', 'The environment "dev_1" is part of the stack\'s name'],
  ])('refuses %s', (_what, text, message) => {
    expect(() => deployment(text)).toThrow(message);
  });
});
