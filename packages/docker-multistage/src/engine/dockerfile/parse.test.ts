import { describe, expect, it } from 'vitest';
import { parseDockerfile } from './parse.js';

const outline = (text: string): unknown[] =>
  parseDockerfile(text).instructions.map(({ keyword, line, endLine, operands }) => [
    keyword,
    line,
    endLine,
    operands.text,
  ]);
const problems = (text: string): string[] => parseDockerfile(text).problems.map(({ message }) => message);

describe('instructions', () => {
  it.each([
    [
      'continuation lines with a comment and an empty line',
      'RUN a \\\n# c\n\n  b\nRUN z',
      [
        ['RUN', 1, 4, 'a   b'],
        ['RUN', 5, 5, 'z'],
      ],
    ],
    [
      'CRLF',
      'FROM a\r\nRUN x \\\r\n  y\r\n',
      [
        ['FROM', 1, 1, 'a'],
        ['RUN', 2, 3, 'x   y'],
      ],
    ],
    ['a byte order mark', '\uFEFFFROM a\n', [['FROM', 1, 1, 'a']]],
    ['another escape character', '# escape=`\nRUN a `\n b\\\n', [['RUN', 2, 3, 'a  b\\']]],
    [
      'an escape character that is escaped',
      'RUN a\\\\\nRUN b',
      [
        ['RUN', 1, 1, 'a\\\\'],
        ['RUN', 2, 2, 'b'],
      ],
    ],
    ['a keyword over two lines', 'FRO\\\nM a', [['FROM', 1, 2, 'a']]],
  ])('reads %s', (_name, text, expected) => {
    expect(outline(text)).toEqual(expected);
  });

  it('knows where each part stands', () => {
    const text = 'FROM a\nRUN --mount=type=cache,target=/x one \\\n  # note\n  two';
    const run = parseDockerfile(text).instructions[1]!;
    const { start, end } = run.operands.spanOf(run.operands.text.indexOf('two'), run.operands.text.length);
    expect(text.slice(start, end)).toBe('two');
    expect(run.flags.map((flag) => [flag.name, text.slice(flag.start, flag.end)])).toEqual([
      ['mount', '--mount=type=cache,target=/x'],
    ]);
    expect(text.slice(run.keywordSpan.start, run.keywordSpan.end)).toBe('RUN');
  });

  it('reads the JSON form with spaces and escapes', () => {
    const [cmd] = parseDockerfile('CMD [ "a b", \\\n "c\\"d" ]').instructions;
    expect(cmd!.exec?.map(({ text }) => text)).toEqual(['a b', 'c"d']);
  });

  it('reads what ONBUILD holds', () => {
    const [onbuild] = parseDockerfile('ONBUILD copy --from=x a b').instructions;
    expect(onbuild!.trigger).toMatchObject({ keyword: 'COPY', flags: [{ name: 'from', value: 'x' }] });
  });

  it('keeps comments above with the instruction, down to an empty one', () => {
    const [from] = parseDockerfile('# far\n#\n# near\nFROM a').instructions;
    expect(from!.comments.map(({ text }) => text)).toEqual(['near']);
  });
});

describe('heredocs', () => {
  it.each([
    ['alone', 'RUN <<EOF\nx\nEOF\nRUN b', ['EOF', 'x\n']],
    ['behind a command', "RUN python3 - <<'PY' && y\nx\nPY\nRUN b", ['PY', 'x\n']],
    ['with tabs', 'RUN cat <<-EOF\n\tx\n\tEOF\nRUN b', ['EOF', '\tx\n']],
    ['with a name in quotes', 'RUN <<"E O F"\nx\nE O F\nRUN b', ['E O F', 'x\n']],
    ['after a space', 'RUN << EOF\nx\nEOF\nRUN b', ['EOF', 'x\n']],
    ['in ONBUILD', 'ONBUILD RUN <<EOF\nx\nEOF\nRUN b', ['EOF', 'x\n']],
  ])('%s', (_name, text, [name, body]) => {
    const { instructions } = parseDockerfile(text);
    expect(instructions).toHaveLength(2);
    const heredoc = instructions[0]!.heredocs[0]!;
    expect([heredoc.name, text.slice(heredoc.body.start, heredoc.body.end)]).toEqual([name, body]);
  });

  it('takes two of one COPY in order', () => {
    const [copy] = parseDockerfile('COPY <<a <<b /x/\n1\na\n2\nb\n').instructions;
    expect(copy!.heredocs.map(({ name }) => name)).toEqual(['a', 'b']);
    expect(copy!.endLine).toBe(5);
  });

  it.each(['RUN echo "a <<EOF"', 'RUN cat <<<a', 'RUN echo $((1<<2))', 'RUN [ "a", "<<EOF" ]', 'ENV a=<<EOF'])(
    'sees none in %s',
    (line) => {
      expect(parseDockerfile(`${line}\nRUN b`).instructions).toHaveLength(2);
    },
  );
});

describe('problems', () => {
  it.each([
    ['', 'The file has no instruction.'],
    ['RUN a', 'RUN stands before the first FROM.'],
    ['ARG a', 'The file has no FROM.'],
    ['FROM a\nRUM b', 'Unknown instruction: RUM'],
    ['FROM a AS', 'FROM takes an image, and `AS` with a name.'],
    ['FROM a\nCOPY b', 'COPY has a source and no destination.'],
    ['FROM a\nCOPY --form=b c d', 'COPY has no flag --form.'],
    ['FROM a\nENV b', 'ENV needs a name and a value.'],
    ['FROM a\nENV b=c d', '`d` has no value: write name=value.'],
    ['FROM a\nCMD ["a", 1]', 'The list of CMD holds something that is no string.'],
    ['FROM a\nRUN <<EOF\nb', 'The heredoc EOF is never closed.'],
    ['FROM a\nSHELL bash', 'SHELL needs its operands in JSON form.'],
    ['FROM a\nHEALTHCHECK TCP 80', 'HEALTHCHECK knows CMD and NONE, not TCP.'],
  ])('%j: %s', (text, message) => {
    expect(problems(text)).toEqual([message]);
  });

  it('says what was meant', () => {
    expect(parseDockerfile('FROM a\nRUM b').problems[0]).toMatchObject({
      hint: 'Did you mean RUN?',
      at: { start: 7, end: 10 },
    });
  });
});
