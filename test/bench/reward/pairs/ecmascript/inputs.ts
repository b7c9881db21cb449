import ts from 'typescript';
import { type Code, descendants, type FunctionNode } from './code.ts';
import type { Execution } from './execution.ts';
import { timedOut } from './outcome.ts';
import type { Random } from './random.ts';

const wanted = 110;
const trials = 160;
const drawsPerTrial = 6;
const bestTrials = 4;
/** Least share of inputs that a function must answer, and least number of different answers. */
const leastAnswered = 0.6;
const leastAnswers = 8;

/** Draws the source text of one value. */
type Shape = (random: Random) => string;

const words = [
  'a',
  'b',
  'foo',
  'Bar',
  'baz-qux',
  'hello world',
  '',
  'x1',
  'éa',
  '42',
  '3.5',
  '-7',
  'AAA',
];
const texts = [
  '#a1b2c3',
  '0x1fF0',
  '2020-02-29',
  'a.b[0].c',
  'key=value',
  'one, two',
  '/a/b/../c',
  '10px',
];
const callbacks = [
  '(x) => x',
  '(x) => x % 2 === 0',
  '(x) => x > 1',
  '(a, b) => a - b',
  '(a, b) => a + b',
  '(a, b) => a === b',
  '(x) => String(x)',
  '(x) => [x, x]',
  '(...all) => all.length',
];

const integer: Shape = (random) => `${random.integer(-3, 12)}`;
const large: Shape = (random) => `${random.integer(-1, 1) * random.integer(20, 5000)}`;
const fraction: Shape = (random) => `${random.integer(-40, 400) / 16}`;
const word: Shape = (random) => JSON.stringify(random.pick(words));
const text: Shape = (random) => JSON.stringify(random.pick([...texts, ...words]));
const letters: Shape = (random) =>
  JSON.stringify(
    Array.from({ length: random.integer(0, 9) }, () => random.pick([...'abcAB 01-_.'])).join(''),
  );
const truth: Shape = (random) => random.pick(['true', 'false']);
const callback: Shape = (random) => random.pick(callbacks);
const nothing: Shape = (random) => random.pick(['undefined', 'null']);
const scalar: Shape = (random) => random.pick([integer, fraction, word, truth, nothing])(random);

const listOf =
  (item: Shape): Shape =>
  (random) =>
    `[${Array.from({ length: random.integer(0, 6) }, () => item(random)).join(', ')}]`;

const sorted: Shape = (random) =>
  `[${Array.from({ length: random.integer(1, 7) }, () => random.integer(-5, 20))
    .sort((a, b) => a - b)
    .join(', ')}]`;

const dictionary: Shape = (random) =>
  `{ ${random
    .shuffled(['a', 'b', 'foo', 'length', 'x1'])
    .slice(0, random.integer(0, 4))
    .map((key) => `${key}: ${scalar(random)}`)
    .join(', ')} }`;

const basicShapes: readonly Shape[] = [
  integer,
  large,
  fraction,
  word,
  text,
  letters,
  truth,
  callback,
  scalar,
  dictionary,
  sorted,
  listOf(integer),
  listOf(fraction),
  listOf(word),
  listOf(scalar),
  listOf(listOf(integer)),
  listOf(dictionary),
  (random) => `new Map([[1, ${scalar(random)}], ['a', ${scalar(random)}]])`,
  (random) => `new Set(${listOf(integer)(random)})`,
  (random) => `new Uint8Array(${listOf(integer)(random)})`,
  (random) => `new Float64Array(${listOf(fraction)(random)})`,
  (random) => `${random.integer(-20, 300)}n`,
];

const shapesOfTypes = new Map<string, readonly Shape[]>([
  ['number', [integer, large, fraction]],
  ['string', [word, text, letters]],
  ['boolean', [truth]],
  ['bigint', [(random) => `${random.integer(-20, 300)}n`]],
  ['number[]', [listOf(integer), listOf(fraction), sorted]],
  ['NumberArray', [listOf(integer), listOf(fraction), sorted]],
  ['string[]', [listOf(word), listOf(letters)]],
]);

/** Properties that the function reads from a parameter, or from what it calls so. */
function propertiesRead(name: string, definition: FunctionNode): string[] {
  const read = [...descendants(definition)]
    .filter(ts.isPropertyAccessExpression)
    .filter(
      ({ expression, parent }) => expression.getText() === name && !ts.isCallExpression(parent),
    )
    .map((access) => access.name.text);
  return [...new Set(read)];
}

/** Strings and numbers that the function itself speaks of lead into its branches. */
function literalsOf(definition: FunctionNode): string[] {
  return [...descendants(definition)]
    .filter((node) => ts.isStringLiteral(node) || ts.isNumericLiteral(node))
    .map((node) => node.getText());
}

function shapeOf(parameter: ts.ParameterDeclaration, code: Code, random: Random): Shape {
  const typed = shapesOfTypes.get(parameter.type?.getText().replace(/^readonly /, '') ?? '');
  if (typed && random.chance(0.9)) return random.pick(typed);
  const patternNames = ts.isObjectBindingPattern(parameter.name)
    ? parameter.name.elements.map(({ name, propertyName }) => (propertyName ?? name).getText())
    : [];
  const properties = [
    ...propertiesRead(parameter.name.getText(), code.definition),
    ...patternNames,
  ];
  const literals = literalsOf(code.definition);
  if (properties.length > 0 && random.chance(0.7)) {
    const fields = properties.map((key) => ({ key, shape: random.pick(basicShapes.slice(0, 16)) }));
    const record: Shape = (draw) =>
      `{ ${fields.map(({ key, shape }) => `${key}: ${shape(draw)}`).join(', ')} }`;
    return random.chance(0.2) ? listOf(record) : record;
  }
  const shape = random.pick(basicShapes);
  if (literals.length === 0) return shape;
  return (draw) => (draw.chance(0.15) ? draw.pick(literals) : shape(draw));
}

function draw(shapes: readonly Shape[], { definition }: Code, random: Random): string {
  const values = shapes.flatMap((shape, place) => {
    const parameter = definition.parameters[place];
    if (parameter?.dotDotDotToken) return listOf(shape)(random).slice(1, -1) || [];
    const mayMiss = parameter?.initializer ?? parameter?.questionToken;
    return mayMiss && random.chance(0.25) ? ['undefined'] : [shape(random)];
  });
  return `[${values.join(', ')}]`;
}

function isAnswer(outcome: string): boolean {
  return !/^(?:throws|NaN|undefined after)/.test(outcome);
}

/**
 * Inputs that the function answers in many ways: shapes of arguments are tried, and the best are
 * drawn from. One in seven inputs has an argument of another shape.
 * @returns undefined where nothing was found that the function answers.
 */
export async function inputsOf(
  name: string,
  code: Code,
  program: string,
  execution: Execution,
  random: Random,
): Promise<string[] | undefined> {
  const { parameters } = code.definition;
  const tried = Array.from({ length: trials }, () => {
    const shapes = parameters.map((parameter) => shapeOf(parameter, code, random));
    return {
      shapes,
      inputs: Array.from({ length: drawsPerTrial }, () => draw(shapes, code, random)),
    };
  });
  const [outcomes] = await execution.run(
    name,
    [program],
    tried.flatMap(({ inputs }) => inputs),
  );
  // Where the limit strikes depends on the machine, and so would the pairs.
  if (!outcomes || outcomes.includes(timedOut)) return undefined;
  const best = tried
    .map(({ shapes }, place) => {
      const own = outcomes.slice(place * drawsPerTrial, (place + 1) * drawsPerTrial);
      return { shapes, score: new Set(own.filter(isAnswer)).size };
    })
    .sort((a, b) => b.score - a.score)
    .slice(0, bestTrials)
    .filter(({ score }) => score >= drawsPerTrial / 2);
  if (best.length === 0) return undefined;
  return Array.from({ length: wanted }, (_, place) => {
    const shapes = [...random.pick(best).shapes];
    if (place % 7 === 6) {
      const changed = random.integer(0, shapes.length - 1);
      shapes[changed] = random.pick([nothing, ...basicShapes]);
    }
    return draw(shapes, code, random);
  });
}

/** Whether the function does something with the inputs that a mistake in it could change. */
export function isTelling(outcomes: readonly string[]): boolean {
  if (outcomes.includes(timedOut)) return false;
  const answers = outcomes.filter(isAnswer);
  return answers.length >= leastAnswered * outcomes.length && new Set(answers).size >= leastAnswers;
}
