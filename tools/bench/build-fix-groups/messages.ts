/** An error as a tool prints it: what the groups are made of. */
export interface GeneratedError {
  tool: string;
  ruleId: string;
  message: string;
  file: string;
  line: number;
}

type Fill = (random: () => number) => string;

const WORDS = 'user order item cache route token store model query event parser config client buffer handler'.split(
  ' ',
);
const pick = (random: () => number): string => WORDS[Math.floor(random() * WORDS.length)] as string;
const camel: Fill = (random) => `${pick(random)}${pick(random).replace(/^./, (c) => c.toUpperCase())}${number(random)}`;
const snake: Fill = (random) => `${pick(random)}_${pick(random)}_${number(random)}`;
const type: Fill = (random) => camel(random).replace(/^./, (c) => c.toUpperCase());
const path: Fill = (random) => `/build/agent${number(random)}/src/${pick(random)}/${snake(random)}.py`;
function number(random: () => number): string {
  return String(Math.floor(random() * 1000));
}
const FILLS: Readonly<Record<string, Fill>> = { camel, snake, type, path, number, word: pick };

/** `{camel}` and the like are filled in anew for each error; the quotes are the tools' own. */
const SHAPES: readonly [tool: string, ruleId: string, message: string][] = [
  ['tsc', 'TS2304', "Cannot find name '{camel}'."],
  ['tsc', 'TS2322', "Type '{type}' is not assignable to type '{type} | undefined'."],
  ['tsc', 'TS2339', "Property '{camel}' does not exist on type '{type}<{type}>'."],
  ['tsc', 'TS2307', "Cannot find module './{word}/{camel}.js' or its corresponding type declarations."],
  ['tsc', 'TS2554', 'Expected {number} arguments, but got {number}.'],
  ['tsc', 'TS7006', "Parameter '{camel}' implicitly has an 'any' type."],
  ['rustc', 'E0425', 'cannot find value `{snake}` in this scope'],
  ['rustc', 'E0308', 'mismatched types: expected `Vec<{type}>`, found `&[{type}]`'],
  ['rustc', 'E0277', 'the trait bound `{type}: Into<{type}>` is not satisfied'],
  ['rustc', 'unused_variables', 'unused variable: `{snake}`'],
  ['eslint', 'no-unused-vars', "'{camel}' is defined but never used."],
  ['eslint', 'no-console', 'Unexpected console statement.'],
  ['eslint', 'complexity', "Function '{camel}' has a complexity of {number}. Maximum allowed is 20."],
  ['mypy', 'arg-type', 'Argument {number} to "{snake}" has incompatible type "{type}"; expected "list[{type}]"'],
  ['mypy', 'attr-defined', '"{type}" has no attribute "{snake}"; maybe "{snake}"?'],
  ['mypy', 'import-not-found', 'Cannot find implementation or library stub for module named "{word}.{word}"'],
  ['gcc', 'error', '‘{snake}’ undeclared (first use in this function); did you mean ‘{snake}’?'],
  ['gcc', 'unused-variable', 'unused variable ‘{snake}’ [-Wunused-variable]'],
  ['go', 'undefined', 'undefined: {camel}'],
  ['go', 'error', 'cannot use {camel} (variable of type int) as string value in assignment'],
  ['javac', 'error', 'incompatible types: {type} cannot be converted to {type}'],
  ['pytest', 'AssertionError', "assert {snake}({number}, {number}) == {'{word}': {number}, '{word}': {number}}"],
  ['pytest', 'FileNotFoundError', "[Errno 2] No such file or directory: '{path}'"],
  [
    'pytest',
    'TimeoutError',
    'worker {number} at 0x7f3c{number}a0 gave up after {number}.{number}s, commit 9fceb02d{number}ab',
  ],
  ['ruff', 'F401', '`{word}.{snake}` imported but unused'],
  [
    'network',
    'timeout',
    'GET https://registry.example.org/{word}/{snake}-{number}.{number}.0.tgz: timed out after {number} ms',
  ],
];

/** Errors of many tools in no order, the same at each call. */
export function generateErrors(count: number): GeneratedError[] {
  const random = randomOf(7);
  return Array.from({ length: count }, () => {
    const [tool, ruleId, shape] = SHAPES[Math.floor(random() * SHAPES.length)] as (typeof SHAPES)[number];
    const message = shape.replace(/\{([a-z]+)\}/g, (_, name: string) => (FILLS[name] as Fill)(random));
    const file = `packages/${pick(random)}/src/${pick(random)}-${Math.floor(random() * 40)}.ts`;
    return { tool, ruleId, message, file, line: Math.ceil(random() * 900) };
  });
}

/** As many as {@link generateErrors} knows. */
export const SHAPE_COUNT = SHAPES.length;

/** A small generator with a seed (mulberry32): the same numbers on every machine. */
function randomOf(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let value = Math.imul(state ^ (state >>> 15), 1 | state);
    value = (value + Math.imul(value ^ (value >>> 7), 61 | value)) ^ value;
    return ((value ^ (value >>> 14)) >>> 0) / 4_294_967_296;
  };
}
