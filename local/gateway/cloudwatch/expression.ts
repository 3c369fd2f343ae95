import { beginnings, type Series, type Span } from './series.ts';

/** A part of an expression: a number for all times, or a series. */
type Value = number | Series;
type Operator = (a: number, b: number) => number;

const operators: Readonly<Record<string, Operator>> = {
  '+': (a, b) => a + b, '-': (a, b) => a - b, '*': (a, b) => a * b, '/': (a, b) => a / b,
};

const isSeries = (value: Value): value is Series => typeof value !== 'number';
const at = (value: Value, second: number): number | undefined => (isSeries(value) ? value.values.get(second) : value);

/** Two series have a value together where both have one; what divides by nothing has none. */
const combine = (operator: Operator, a: Value, b: Value): Value => {
  const [one] = [a, b].filter(isSeries);
  if (one === undefined) return operator(Number(a), Number(b));
  const values = [...one.values.keys()].flatMap((second) => {
    const [left, right] = [at(a, second), at(b, second)];
    const value = left === undefined || right === undefined ? NaN : operator(left, right);
    return Number.isFinite(value) ? [[second, value] as const] : [];
  });
  return { period: one.period, values: new Map(values) };
};

const fill = (value: Value, filler: Value, span: Span): Series => {
  if (!isSeries(value) || isSeries(filler)) throw new Error('FILL takes a time series and a number');
  return { ...value, values: new Map(beginnings(span, value.period).map((second) => [second, value.values.get(second) ?? filler])) };
};

/**
 * Metric math as far as it is used here: `+ - * / ( )`, numbers, ids of other queries, FILL with a number. `seriesOf` gives the series
 * of an id. Throws with what is wrong. Source: Amazon CloudWatch user guide, "Using math expressions with CloudWatch metrics".
 */
export const evaluate = (expression: string, span: Span, seriesOf: (id: string) => Series): Series => {
  const tokens = expression.match(/\d+(?:\.\d+)?|[A-Za-z]\w*|\S/g) ?? [];
  const take = (wanted?: string): string => {
    const token = tokens.shift() ?? 'its end';
    if (wanted !== undefined && token !== wanted) throw new Error(`expected ${wanted} and found ${token}`);
    return token;
  };

  const primary = (): Value => {
    const token = take();
    if (/^\d/.test(token)) return Number(token);
    if (token === '-') return combine((a, b) => a * b, -1, primary());
    if (token === '(') {
      const value = sum();
      take(')');
      return value;
    }
    if (token === 'FILL') {
      take('(');
      const value = sum();
      take(',');
      const filler = sum();
      take(')');
      return fill(value, filler, span);
    }
    if (/^[a-z]/.test(token)) return seriesOf(token);
    throw new Error(`${token} is not understood here`);
  };
  const chain = (next: () => Value, symbols: readonly string[]) => (): Value => {
    let value = next();
    while (symbols.includes(tokens[0] ?? '')) value = combine(operators[take()] ?? (() => NaN), value, next());
    return value;
  };
  const product = chain(primary, ['*', '/']);
  const sum: () => Value = chain(product, ['+', '-']);

  const value = sum();
  if (tokens.length > 0) throw new Error(`${tokens[0]} is not understood here`);
  if (!isSeries(value)) throw new Error('the result is a number and no time series');
  return value;
};
