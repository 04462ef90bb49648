import { describe, expect, it } from 'vitest';
import { pairsOf, mountsOf, parseImageName } from './operands.js';
import { parseDockerfile } from './parse.js';
import { stagesOf } from './stages.js';
import { expand, variablesIn } from './variables.js';

it.each([
  ['debian', [undefined, 'debian', undefined, undefined]],
  ['localhost:5000/a/b:1@sha256:abc', ['localhost:5000', 'a/b', '1', 'sha256:abc']],
  ['foo.example.com/debian', ['foo.example.com', 'debian', undefined, undefined]],
  ['zemanlx/ubuntu:18.04', [undefined, 'zemanlx/ubuntu', '18.04', undefined]],
  ['${REG:-docker.io/x}/a:$TAG', [undefined, '${REG:-docker.io/x}/a', '$TAG', undefined]],
])('takes the image name %s apart', (image, expected) => {
  const { registry, name, tag, digest } = parseImageName(image);
  expect([registry, name, tag, digest]).toEqual(expected);
});

it('reads pairs with quotes, escapes and continuation lines', () => {
  const file = parseDockerfile('FROM x\nENV a="x y" b=c\\ d \\\n  e=\'f $g\' h=\nLABEL x y z');
  const [, env, label] = file.instructions;
  expect(pairsOf(env!, file).map(({ key, value }) => [key, value])).toEqual([
    ['a', 'x y'],
    ['b', 'c d'],
    ['e', 'f $g'],
    ['h', ''],
  ]);
  expect(pairsOf(label!, file)).toMatchObject([{ key: 'x', value: 'y z', legacy: true }]);
});

it('reads mounts with other names of fields and quotes', () => {
  const file = parseDockerfile(
    'FROM x\nRUN --mount=type=cache,dst="/a b",sharing=locked --mount=from=y,src=/c,target=/d z',
  );
  expect(mountsOf(file.instructions[1]!)).toMatchObject([
    { type: 'cache', fields: { target: '/a b', sharing: 'locked' } },
    { type: 'bind', fields: { from: 'y', source: '/c', target: '/d' } },
  ]);
});

it('knows what a stage builds on, whatever the case of its name', () => {
  const { all, globals } = stagesOf(parseDockerfile('ARG a\nFROM x AS Base\nRUN b\nFROM base AS c\nFROM 0\n'));
  expect(all.map(({ name, base }) => [name, base?.index])).toEqual([
    ['base', undefined],
    ['c', 0],
    [undefined, 0],
  ]);
  expect(globals).toHaveLength(1);
});

describe('variables', () => {
  it('finds those that the builder replaces', () => {
    const names = (text: string): string[] => variablesIn(text, '\\').map(({ name }) => name);
    expect(names('$a ${b} ${c:-$d} "$e" \'$f\' \\$g $$ ${')).toEqual(['a', 'b', 'c', 'd', 'e']);
  });

  it('replaces them', () => {
    const values: Record<string, string> = { a: '1', empty: '' };
    const text = (raw: string): string => expand(raw, '\\', (name) => values[name]);
    expect(text('$a-${b:-x$a}-${a:+y}-${b:+y}-${empty:-z}-${empty-z}')).toBe('1-x1-y--z-');
    expect(text('"$a b" \'$a\' \\$a')).toBe('1 b $a $a');
  });
});
