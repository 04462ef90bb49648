import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, describe, expect, it } from 'vitest';
import { renderError } from '@hone/core/diagnostics';
import { loadFormats, parseFormat } from './index.js';

const good = `id: mine
tool: mine
summary: A tool of ours.
entries:
  - literal: 'MINE '
    pattern: '^MINE (?<message>.*)$'
`;

describe('parseFormat', () => {
  it.each([
    ['no YAML', 'id: [', 'This is not YAML'],
    ['a list', '- a', 'mine.yaml:1'],
    [
      'an unknown key',
      good.replace('summary', 'sumary'),
      'mine.yaml:1\n  hint: Also: line 3: `sumary` is not known here',
    ],
    ['a missing pattern', good.replace(/ {4}pattern.*\n/, ''), 'mine.yaml:5'],
    [
      'a pattern of the wrong kind',
      good.replace(/pattern.*/, 'pattern: 3'),
      '`entries[0].pattern` is the number 3, where a text is due.\n  --> mine.yaml:6',
    ],
    ['a loose pattern', good.replace("'^MINE", "'MINE"), 'mine.yaml:6'],
    ['a broken pattern', good.replace('.*)$', '.*$'), 'no regular expression'],
    ['a pattern that may take for ever', good.replace('.*)$', '(?:a|a)*)b$'), 'takes exponential time'],
    ['codes that are not there', `${good}codes: gone.json\n`, 'The codes of this format cannot be read'],
    [
      'a literal of one character',
      good.replace("'MINE '", "'M'"),
      '`entries[0].literal` is too short: it needs 2 characters.\n  --> mine.yaml:5',
    ],
    ['an empty list', good.replace(/entries:[^]*/, 'entries: []\n'), '`entries` is empty.\n  --> mine.yaml:4'],
    [
      'a key without a value',
      good.replace(/'\^MINE.*/, ''),
      '`entries[0].pattern` is empty, where a text is due.\n  --> mine.yaml:6',
    ],
    ['an unknown word', `${good}columns: chars\n`, '`columns` is `chars`; it may be `utf16`'],
    ['another name', good.replace('id: mine', 'id: other'), "The id `other` is not the file's name"],
  ])('says what is wrong and where: %s', (_, text, message) => {
    let told = '';
    try {
      parseFormat(text, 'mine.yaml', { folder: tmpdir() });
    } catch (error) {
      told = renderError(error);
    }
    expect(told).toContain(message);
    expect(told).toMatch(/mine\.yaml:\d+/);
  });
});

describe('loadFormats', () => {
  const root = mkdtempSync(join(tmpdir(), 'hone-formats-'));
  afterEach(() => rmSync(root, { recursive: true, force: true }));

  it("reads the workspace's formats before ours, and goes on without the broken ones", async () => {
    const folder = join(root, '.hone/build-fix/formats');
    mkdirSync(folder, { recursive: true });
    writeFileSync(join(folder, 'mine.yaml'), good);
    writeFileSync(join(folder, 'bad.yaml'), good);
    writeFileSync(join(folder, 'note.txt'), 'x');
    const { formats, problems } = await loadFormats(root);
    expect(formats.filter(({ priority }) => priority === 0)[0]?.id).toBe('mine');
    expect(problems.map((problem) => [problem.file, problem.line])).toEqual([['.hone/build-fix/formats/bad.yaml', 1]]);
  });
});
