import { expect, it } from 'vitest';
import { fingerprintOf } from './fingerprint.js';
import { headOf, templateOf } from './template.js';

it.each([
  ["Cannot find name 'foo'.", 'Cannot find name <name>.'],
  [
    `Type '{ a: "it's"; }[]' is not assignable to type 'Foo<"a" | "b">'.`,
    'Type <name> is not assignable to type <name>.',
  ],
  ["Cannot find module './foo' or its type declarations.", 'Cannot find module <path> or its type declarations.'],
  ["Cannot find module '@scope/foo'", 'Cannot find module <name>'],
  ["can't compare `&'static str` with `Foo<'_>`", "can't compare <name> with <name>"],
  ["no rule to make target `x', needed by `y'.  Stop.", 'no rule to make target <name>, needed by <name>. Stop.'],
  ['‘x’ undeclared (first use)', '<name> undeclared (first use)'],
  ['missing fields `a`, `b` and `c` in `Foo`', 'missing field <name> in <name>'],
  ['took 1m 20s, read 3.5 MiB', 'took <n>, read <n>'],
  ['Python >=3.9.2,<4 is required, v3.8 found', 'Python >=<n>,<<n> is required, <n> found'],
  ['commit deadbeef12 of https://github.com/a/b.git?x=1.', 'commit <n> of <url>.'],
  ['segfault at 0x7ffe12 in foo_bar()', 'segfault at <n> in <name>'],
  ['add(1, 2) at src/lib.rs:12:3 or in C:\\w\\x.ts(1,2)', '<name>(<n>) at <path> or in <path>(<n>)'],
  ["assert {'a': 1} == {'a': {'b': 2}}", 'assert <value> == <value>'],
  ['read/write and/or step 3/7', 'read/write and/or step <n>'],
  [
    'ERR_REQUIRE_ESM TS2345 builtins.ValueError e.g. file(s)',
    'ERR_REQUIRE_ESM TS2345 builtins.ValueError e.g. file(s)',
  ],
  ['exit status -1 (2024-01-02T03:04:05.123Z)', 'exit status <n> (<n>)'],
  ["{ unclosed 'quote it", "{ unclosed 'quote it"],
  ["replace `'foo' in 'bar'` by it", 'replace <name> by it'],
  ['zap.h: No such file', '<path>: No such file'],
  ["No such file: 'a/b.txt', not foo.bar", 'No such file: <path>, not <name>'],
  ['passing argument 1 of ‘f’ makes pointer', 'passing argument <n> of <name> makes pointer'],
  ['unused imports: `Read`, `Write`', 'unused import: <name>'],
  ['', ''],
])('%s', (message, template) => {
  expect(templateOf(message)).toBe(template);
});

it('puts the noun of a number in the singular', () => {
  expect(templateOf('missing 2 required positional arguments')).toBe(
    templateOf('missing 1 required positional argument'),
  );
  expect(templateOf('2 status is this')).toBe('<n> status is this');
});

it('takes the first line, and the second where the first leads to it', () => {
  expect(headOf('mismatched types\n  expected u8')).toBe('mismatched types');
  const panic = "thread 'main' panicked at src/lib.rs:3:5:\nindex out of bounds\nnote";
  expect(templateOf(headOf(panic))).toBe('thread <name> panicked at <path>: index out of bounds');
});

it('ends at long messages and odd characters', () => {
  const long = `${"'x' 12 ".repeat(100_000)}`;
  expect(templateOf(long).length).toBeLessThan(5000);
  expect(templateOf('\u0000\ud83d \ufeffÜber größe\u2028x')).toContain('Über');
});

it('names the same error the same on every machine', () => {
  const error = (message: string) => fingerprintOf({ tool: 'cargo', ruleId: 'io', message });
  const here = error('failed to read `/home/ann/w/Cargo.toml` after 3 ms: No such file or directory (os error 2)');
  expect(error('failed to read `C:\\w\\Cargo.toml` after 1.2 s: No such file or directory (os error 2)')).toBe(here);
  expect(error('failed to write `/home/ann/w/Cargo.toml`')).not.toBe(here);
  expect(here).toMatch(/^[0-9a-f]{16}$/);
});

it.each([
  ['go', 'undefined: total', 'undefined: Sum'],
  [
    'go',
    'cannot use n (variable of type int) as string value in assignment',
    'cannot use "a" (constant of type string) as int value in assignment',
  ],
  [
    'javac',
    'incompatible types: String cannot be converted to int',
    'incompatible types: List<Foo> cannot be converted to Foo',
  ],
  [
    'tsc',
    "Type '{}' is missing the following properties from type 'A': a, b",
    "Type 'B' is missing the following properties from type 'C': d, e, and 4 more.",
  ],
])('knows names that %s does not mark: %s', (tool, one, other) => {
  const [first, second] = [one, other].map((message) => fingerprintOf({ tool, ruleId: 'error', message }));
  expect(first).toBe(second);
});

it('tells the kinds of symbols apart that javac does not find', () => {
  const kinds = ['class A', 'class B', 'variable a'].map((symbol) => {
    return fingerprintOf({ tool: 'javac', ruleId: 'missing-symbol', message: `cannot find symbol\nsymbol: ${symbol}` });
  });
  expect(new Set(kinds).size).toBe(2);
  expect(kinds[0]).toBe(kinds[1]);
});
