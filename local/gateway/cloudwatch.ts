import { datumOf, dimensionsOf, invalid } from './cloudwatch/datum.ts';
import type { Datum, WireDatum, WireDimension } from './cloudwatch/datum.ts';
import { getMetricData } from './cloudwatch/metric-data.ts';
import type { Journal } from './journal.ts';
import { text } from './service.ts';
import type { Input, Service } from './service.ts';

export type { Datum };

const list = (data: readonly Datum[], input: Input) => {
  const asked = dimensionsOf(input['Dimensions'] as readonly WireDimension[] | undefined);
  const matching = data.filter(({ namespace, name, dimensions }) =>
    namespace === (text(input, 'Namespace') ?? namespace) && name === (text(input, 'MetricName') ?? name)
    && Object.entries(asked).every(([key, value]) => key in dimensions && (value === '' || dimensions[key] === value)));
  const metrics = matching.map(({ namespace, name, dimensions }) => JSON.stringify({
    Namespace: namespace,
    MetricName: name,
    Dimensions: Object.entries(dimensions).map(([Name, Value]) => ({ Name, Value })),
  }));
  return { Metrics: [...new Set(metrics)].map((metric) => JSON.parse(metric) as unknown) };
};

/**
 * CloudWatch metrics: what is put is kept and can be looked at, and what AWS itself `measured` of the platform is there besides. One
 * invalid datum refuses the whole call, as on AWS.
 */
export const cloudwatch = (journal: Journal<Datum>, measured: () => readonly Datum[]): Service => ({
  name: 'cloudwatch',
  protocol: 'json-1.0',
  id: 'GraniteServiceVersion20100801',
  answer: (operation, input) => {
    switch (operation) {
      case 'PutMetricData': {
        const namespace = text(input, 'Namespace') ?? '';
        const wire = (input['MetricData'] ?? []) as readonly WireDatum[];
        if (namespace === '') throw invalid('The parameter Namespace is required.');
        if (namespace.startsWith('AWS/')) throw invalid("The value AWS/ for parameter Namespace is invalid.");
        if (wire.length > 1000) throw invalid('The collection MetricData must not have a size greater than 1000.');
        for (const each of wire.map((each) => datumOf(namespace, each))) journal.add(each);
        return {};
      }
      case 'GetMetricData':
        return getMetricData([...measured(), ...journal.entries], input);
      case 'ListMetrics':
        return list([...measured(), ...journal.entries], input);
      default:
        return undefined;
    }
  },
});
