import { describe, expect, it } from 'vitest';
import { flagValues, hasFlag, isPipInstall, operandsOf } from './command.js';
import { parseShell } from './parse.js';

const commands = (script: string): string[] =>
  parseShell(script).commands.map(({ name, args }) => [name, ...args.map(({ text }) => text)].join(' '));

describe('parseShell', () => {
  it.each([
    ['lists', 'a && b || c; d & e', ['a', 'b', 'c', 'd', 'e']],
    ['if and else', 'if [ -f x ]; then a; else b; fi', ['[ -f x ]', 'a', 'b']],
    ['loops', 'for i in x $(l | w); do echo $i; done; while r; do s; done < f', ['l', 'w', 'echo ${i}', 'r', 's']],
    ['case', 'case $x in a|b) c;; *) d ;; esac; e', ['c', 'd', 'e']],
    ['functions and groups', 'f() { a; }; (b && c); { d; }', ['a', 'b', 'c', 'd']],
    ['quotes', 'a "b && c" \'d; e\' f\\ g', ['a b && c d; e f g']],
    ['substitutions', 'a "$(b c)" `d`', ['a ${b c} ${VAR}', 'b c', 'd']],
    ['assignments', 'A=1 B="x y" c', ['c']],
    ['redirections', 'a > b 2>&1 < c', ['a']],
    ['comments', 'a # b && c\nd', ['a', 'd']],
    ['heredocs', 'cat <<EOF > f\na && b\nEOF\nc', ['cat', 'c']],
    ['tests', '[[ a == b ]] && c', ['c']],
    ['programs that run others', 'exec a -b', ['a -b']],
    ['lines that are joined', 'a \\\n  b', ['a b']],
    ['what is not closed', "a 'b && c", ['a b && c']],
    ['an escape at the end of what is not closed', 'a "b\\', ['a b\\']],
    ['nothing', '', []],
  ])('reads %s', (_name, script, expected) => {
    expect(commands(script)).toEqual(expected);
  });

  it('knows where a command stands, also within another', () => {
    const script = 'a && b "$(c d)"';
    expect(parseShell(script).commands.map(({ start, end }) => script.slice(start, end))).toEqual([
      'a',
      'b "$(c d)"',
      'c d',
    ]);
  });

  it('ends what is not closed with the script', () => {
    for (const script of ['a $(b', 'a "b', 'a ${b', 'a `b', "a 'b", 'a\\'])
      expect(parseShell(script).commands.at(0)?.end).toBe(script.length);
  });

  it.each([
    ['a | b', true],
    ['a || b', false],
    ['a "$(b | c)"', true],
    ["a 'b | c'", false],
  ])('sees a pipe in %s: %s', (script, expected) => {
    expect(parseShell(script).hasPipe).toBe(expected);
  });
});

describe('commands', () => {
  const first = (script: string) => parseShell(script).commands[0]!;

  it('tell flags from operands', () => {
    const command = first('useradd -lm --uid 123456 --shell=/bin/sh app');
    expect(hasFlag(command, 'l')).toBe(true);
    expect(flagValues(command, 'uid').map(({ text }) => text)).toEqual(['123456']);
    expect(operandsOf(command, ['uid', 'shell']).map(({ text }) => text)).toEqual(['app']);
  });

  it.each([
    ['pip3 install x', true],
    ['python3 -m pip install x', true],
    ['pipenv install x', false],
    ['pip list', false],
  ])('%s installs with pip: %s', (script, expected) => {
    expect(isPipInstall(first(script))).toBe(expected);
  });
});
