import type { Argument, Call, Expression } from '../../ir.ts';
import { attribute, call, string, variable } from '../build.ts';
import { printf, template } from '../templates.ts';

const fmt = (name: string, ...values: Expression[]): Call =>
  call(attribute(variable('fmt'), name), ...values);

const lines = (values: readonly Expression[]): Expression =>
  template([
    ...values.flatMap((value, place) => (place > 0 ? [string(' '), value] : [value])),
    string('\n'),
  ]);

type Printer = (values: readonly Expression[]) => Expression | null;

/** A function that takes a format is one that takes the string it makes. */
const formatted =
  (make: (text: Expression) => Expression): Printer =>
  ([format, ...values]) => {
    if (format?.kind !== 'literal' || format.type !== 'string') return null;
    const text = printf(format.value, values, 'vsd');
    return text && make(text);
  };

const printers = new Map<string, Printer>([
  ['fmt.Sprintf', formatted((text) => text)],
  ['fmt.Sprintln', lines],
  ['fmt.Printf', formatted((text) => fmt('Print', text))],
  ['fmt.Println', (values) => fmt('Print', lines(values))],
  ['fmt.Errorf', formatted(errorOf)],
  [
    'fmt.Fprintf',
    ([to, ...rest]) => (to ? formatted((text) => fmt('Fprint', to, text))(rest) : null),
  ],
  ['fmt.Fprintln', ([to, ...rest]) => (to ? fmt('Fprint', to, lines(rest)) : null)],
  ['strconv.Itoa', template],
]);

/** Without `%w` nothing is wrapped. */
function errorOf(text: Expression): Expression {
  const parts = text.kind === 'format' ? text.parts : [text];
  const wraps = parts.some((part) => part.kind === 'other' && part.label === 'format %w');
  return wraps ? fmt('Errorf', text) : call(attribute(variable('errors'), 'New'), text);
}

/** A call of one of the standard library's printers as what it prints, or null for another call. */
export function printing({ callee, arguments: args }: Call): Expression | null {
  if (callee.kind !== 'attribute' || callee.object.kind !== 'variable') return null;
  const printer = printers.get(`${callee.object.name}.${callee.name}`);
  if (!printer || args.some(isSpread)) return null;
  return printer(args.map(({ value }) => value));
}

const isSpread = ({ spread }: Argument) => spread !== undefined;
