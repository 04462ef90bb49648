import fs from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { builtinRules } from 'eslint/use-at-your-own-risk';
import { afterEach, describe, expect, it } from 'vitest';
import type { Candidate, LogEntry } from '../../types.js';
import { applyCandidates, contextOf, entryOf, type Texts, writeWorkspace } from '../typescript/fixtures/testing.js';
import { createEslintFixer } from './fixer.js';
import { coreRulesWithoutFix } from './rules-without-fix.data.js';

/** The folder of this repository in which its ESLint is installed. */
const installed = path.resolve(fileURLToPath(import.meta.resolve('eslint')), '../../..');

const roots: string[] = [];
afterEach(() => {
  for (const root of roots.splice(0)) fs.rmSync(root, { recursive: true, force: true });
});

function workspace(texts: Texts, withEslint = true): string {
  const root = writeWorkspace(texts);
  roots.push(root);
  if (withEslint) fs.symlinkSync(installed, path.join(root, 'node_modules'), 'junction');
  return root;
}

/** A rule `own/<name>` with the body of its `Program` visitor. */
const own = (name: string, body: string): string =>
  `export default [{ plugins: { own: { rules: { '${name}': { meta: { fixable: 'code', hasSuggestions: true },
    create: (context) => ({ Program(node) { ${body} } }) } } } }, rules: { 'own/${name}': 'error' } }];\n`;

const flat =
  "export default [{ rules: { 'prefer-const': 'error', eqeqeq: 'error', 'no-useless-escape': 'error' } }];\n";
const said = (file: string, rule: string, line: number, column: number) => entryOf(file, rule, line, column, '');
const told = (candidates: readonly Candidate[]) =>
  candidates.map(({ applicability, description }) => `${applicability}: ${description}`);

async function propose(texts: Texts, entries: LogEntry[], fileTimeoutMs = 30_000): Promise<readonly Candidate[]> {
  return createEslintFixer({ fileTimeoutMs }).propose(entries, contextOf(workspace(texts)));
}

describe('eslintFixer', () => {
  it('takes fixes as safe, a single suggestion as unsafe, and shows several', async () => {
    const texts = {
      'eslint.config.mjs': flat,
      'a.js': "let a = '1';\nexport const b = a == 1;\nexport const c = 'x\\d';\n",
    };
    const candidates = await propose(texts, [
      said('a.js', 'prefer-const', 1, 5),
      said('a.js', 'eqeqeq', 2, 20),
      said('a.js', 'no-useless-escape', 3, 20),
    ]);
    expect(told(candidates)).toEqual([
      'safe: Fix `prefer-const`',
      "unsafe: Use '===' instead of '=='.",
      expect.stringMatching(/^manual: Remove the `\\`/),
      expect.stringMatching(/^manual: Replace the `\\`/),
    ]);
    const applied = candidates.filter(({ applicability }) => applicability !== 'manual');
    expect(applyCandidates(texts, applied)['a.js']).toBe(
      "const a = '1';\nexport const b = a === 1;\nexport const c = 'x\\d';\n",
    );
  });

  it('reads a configuration of the project before that of the workspace, and eslintrc where it is in use', async () => {
    const texts = {
      'eslint.config.mjs': 'export default [];\n',
      'libs/a/eslint.config.mjs': flat,
      'libs/a/src/a.js': 'let a = 1;\nexport { a };\n',
      'libs/a/src/.eslintrc.json': JSON.stringify({
        root: true,
        parserOptions: { ecmaVersion: 2022, sourceType: 'module' },
        rules: { 'prefer-const': 'error' },
      }),
    };
    const context = contextOf(workspace(texts));
    const projects = [...context.projects, { name: 'a', root: 'libs/a' }];
    const entries = [said('libs/a/src/a.js', 'prefer-const', 1, 5)];
    expect(told(await createEslintFixer().propose(entries, { ...context, projects }))).toHaveLength(1);
    expect(await createEslintFixer().propose(entries, context)).toEqual([]);
    process.env['ESLINT_USE_FLAT_CONFIG'] = 'false';
    try {
      expect(told(await createEslintFixer().propose(entries, context))).toHaveLength(1);
    } finally {
      delete process.env['ESLINT_USE_FLAT_CONFIG'];
    }
  });

  it('keeps byte order mark and line ends', async () => {
    const texts = { 'eslint.config.mjs': flat, 'a.js': '\uFEFF// é🐍\r\nlet a = 1;\r\nexport { a };\r\n' };
    const candidates = await propose(texts, [said('a.js', 'prefer-const', 2, 5)]);
    expect(applyCandidates(texts, candidates)['a.js']).toBe('\uFEFF// é🐍\r\nconst a = 1;\r\nexport { a };\r\n');
  });

  it('leaves to others what brings its fixes along, and starts nothing for what has none', async () => {
    const entry = said('a.js', 'prefer-const', 1, 5);
    const withFix = {
      ...entry,
      diagnostic: { ...entry.diagnostic, fixes: [{ description: '', applicability: 'safe' as const, edits: [] }] },
    };
    const root = workspace({ 'a.js': 'let a = 1;\n' }, false);
    expect(await createEslintFixer().propose([withFix, said('a.js', 'no-undef', 1, 1)], contextOf(root))).toEqual([]);
  });

  it('gives nothing for a finding that is no longer there', async () => {
    const texts = { 'eslint.config.mjs': flat, 'a.js': '\nlet a = 1;\nexport { a };\n' };
    expect(await propose(texts, [said('a.js', 'prefer-const', 1, 5), said('gone.js', 'prefer-const', 1, 5)])).toEqual(
      [],
    );
  });
});

describe('a plugin that fails', () => {
  const report = "context.report({ node, message: 'm', fix: (fixer) => fixer.insertTextAfter(node, ';') });";
  const bad = (how: string) => own('bad', `if (context.filename.endsWith('bad.js')) { ${how} } ${report}`);
  const files = { 'a.js': 'a\n', 'bad.js': 'b\n', 'c.js': 'c\n' };
  const entries = Object.keys(files).map((file) => said(file, 'own/bad', 1, 1));

  it.each([
    ['throws', "throw new Error('no')"],
    ['ends the process', 'process.exit(1)'],
    ['hangs', 'for (;;) {}'],
    ['prints', "console.log('x'); process.stdout.write('y'); throw 1"],
  ])('%s: the other files have their fixes', async (_name, how) => {
    const candidates = await propose({ 'eslint.config.mjs': bad(how), ...files }, entries, 3000);
    expect(candidates.map(({ answers }) => answers[0]?.diagnostic.location?.file)).toEqual(['a.js', 'c.js']);
  });

  it('is told when nothing works', async () => {
    const broken = createEslintFixer().propose(
      entries,
      contextOf(workspace({ 'eslint.config.mjs': 'nonsense(', ...files })),
    );
    await expect(broken).rejects.toThrow(/^ESLint gave no results: .+/);
    const missing = createEslintFixer().propose(entries, contextOf(workspace(files, false)));
    await expect(missing).rejects.toThrow("Cannot find module 'eslint'");
  });
});

describe('coreRulesWithoutFix', () => {
  it('names the rules that the installed ESLint cannot fix', () => {
    const without = [...builtinRules].filter(([, { meta }]) => !meta?.fixable && !meta?.hasSuggestions);
    expect([...coreRulesWithoutFix]).toEqual(without.map(([name]) => name).sort());
  });
});
