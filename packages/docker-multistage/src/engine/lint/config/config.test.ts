import { describe, expect, it } from 'vitest';
import { emptyContext } from '../context.js';
import { defaultSettings, judgeDockerfile, lintDockerfile } from '../lint-file.js';
import type { RuleSettings } from '../lint-file.js';
import { parseHadolintConfig } from './hadolint-config.js';
import { parseIgnoreFile } from './ignore-file.js';

/** `RULE@LINE:level` of some rules. */
function lint(text: string, config = '', settings: Partial<RuleSettings> = {}): string[] {
  const shown = new Set(['DL3006', 'DL3007', 'DL3003', 'StageNameCasing', 'FromAsCasing', 'docker/syntax']);
  return lintDockerfile({
    file: 'Dockerfile',
    text,
    context: emptyContext,
    config: parseHadolintConfig(config).config,
    settings: { ...defaultSettings, ...settings },
  })
    .filter(({ ruleId }) => shown.has(ruleId))
    .map(({ ruleId, level, location }) => `${ruleId}@${location!.region!.start.line}:${level}`)
    .sort();
}

describe('comments', () => {
  it('hadolint ignore holds for the next instruction', () => {
    expect(lint('# hadolint ignore=DL3006,DL3003 # because\nFROM a\nFROM b\n')).toEqual(['DL3006@3:warning']);
  });

  it('hadolint global ignore holds for the file, wherever it stands', () => {
    expect(lint('FROM a\nFROM b\n# hadolint global ignore=DL3006\n')).toEqual([]);
  });

  it('hadolint stage ignore holds for the instructions of a stage', () => {
    expect(lint('# hadolint stage ignore=DL3003\nFROM a:1\nRUN cd /x\nFROM b:1\nRUN cd /x\n')).toEqual([
      'DL3003@5:warning',
    ]);
  });

  it('check=skip= holds for the file or the instruction below, and leaves hadolint’s rules alone', () => {
    expect(lint('# check=skip=all\nFROM a as B\n')).toEqual(['DL3006@2:warning']);
    expect(lint('FROM a:1 as B\n# check=skip=StageNameCasing // as it was\nFROM a:1 as C\n')).toEqual([
      'FromAsCasing@1:warning',
      'FromAsCasing@3:warning',
      'StageNameCasing@1:warning',
    ]);
  });

  it('check=error=true makes errors of BuildKit’s checks', () => {
    expect(lint('# check=error=true\nFROM a AS B\n')).toEqual(['DL3006@2:warning', 'StageNameCasing@2:error']);
  });

  it('the option check takes the place of the directive', () => {
    expect(lint('# check=skip=all\nFROM a:1 as B\n', '', { check: 'skip=FromAsCasing' })).toEqual([
      'StageNameCasing@2:warning',
    ]);
  });

  it('a directive that cannot be read is an error', () => {
    expect(lint('# check=skap=all\nFROM a:1\n')).toEqual(['docker/syntax@1:error']);
  });
});

describe('.hadolint.yaml', () => {
  it.each([
    ['ignored', 'ignored:\n  - DL3006\n', []],
    ['override', 'override:\n  error:\n    - DL3006\n', ['DL3006@2:error']],
    ['disable-ignore-pragma', 'disable-ignore-pragma: true\n', ['DL3006@2:warning']],
  ])('%s', (name, config, expected) => {
    const pragma = name.includes('ignore-pragma') ? '# hadolint ignore=DL3006' : '#';
    expect(lint(`${pragma}\nFROM a\n`, config)).toEqual(expected);
  });

  it.each([
    ['failure-threshold: warning', ['StageNameCasing', 'DL3006 fails', 'DL3059 passes']],
    ['failure-threshold: style', ['StageNameCasing', 'DL3006 fails', 'DL3059 fails']],
    ['failure-threshold: none', ['StageNameCasing', 'DL3006 passes', 'DL3059 passes']],
    ['no-fail: true', ['StageNameCasing', 'DL3006 passes', 'DL3059 passes']],
    ['ignored: []', ['StageNameCasing', 'DL3006', 'DL3059']],
  ])('%s judges findings of hadolint and leaves their levels', (text, expected) => {
    const { config } = parseHadolintConfig(text);
    const dockerfile = 'FROM a AS B\nRUN true\nRUN true\n';
    const judged = judgeDockerfile({ file: 'Dockerfile', text: dockerfile, context: emptyContext, config });
    const verdict = { true: ' fails', false: ' passes', undefined: '' };
    expect(judged.map(({ diagnostic, fails }) => `${diagnostic.ruleId}${verdict[`${fails}`]}`)).toEqual(expected);
    expect(judged.map(({ diagnostic }) => diagnostic.level)).toEqual(['warning', 'warning', 'note']);
  });

  it('says what it cannot take, with the line', () => {
    const { problems } = parseHadolintConfig(
      'ignored:\n  - DL3006\nignore: []\nlabel-schema:\n  a: texd\nfailure-threshold: hard\n',
    );
    expect(problems.map(({ line }) => line)).toEqual([3, 4, 6]);
    expect(parseHadolintConfig('a: [').problems).toMatchObject([{ line: 1 }]);
    expect(parseHadolintConfig('').problems).toEqual([]);
  });
});

it('options come before the configuration', () => {
  const severities = new Map([['DL3006', 'note' as const]]);
  expect(lint('FROM a\n', 'ignored: [DL3006]', { severities })).toEqual(['DL3006@1:note']);
  expect(lint('FROM a\n', 'override: {error: [DL3006]}', { ignore: new Set(['DL3006']) })).toEqual([]);
});

it.each([
  ['tmp', 'tmp/a/b', true],
  ['*/tmp', 'a/tmp/b', true],
  ['*.md', 'a/b.md', false],
  ['**/*.md', 'a/b.md', true],
  ['**/*.md', 'b.md', true],
  ['/a', 'a', true],
  ['a?', 'ab', true],
  ['*\n!keep', 'keep', false],
  ['# x\n\n a ', 'a', true],
])('.dockerignore %j leaves %s out: %s', (text, path, expected) => {
  expect(parseIgnoreFile(text).ignores(path)).toBe(expected);
});
