import fs from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, afterEach, describe, expect, it } from 'vitest';
import type { Candidate, LogEntry, SourceFiles } from '../../types.js';
import { createTypeScriptFixer } from './fixer.js';
import {
  applyCandidates,
  contextOf,
  entryOf,
  readTexts,
  runTsc,
  type Texts,
  writeWorkspace,
} from './fixtures/testing.js';

const fixer = createTypeScriptFixer();
const roots: string[] = [];
afterEach(() => {
  for (const root of roots.splice(0)) fs.rmSync(root, { recursive: true, force: true });
});
afterAll(() => fixer.dispose());

function workspace(texts: Texts): string {
  const root = writeWorkspace(texts);
  roots.push(root);
  return root;
}

const config = (options: object = {}, more: object = {}): string =>
  JSON.stringify({
    compilerOptions: { strict: true, target: 'es2022', module: 'nodenext', types: [], skipLibCheck: true, ...options },
    ...more,
  });

/** What is proposed for one error. */
async function propose(texts: Texts, ...entries: LogEntry[]): Promise<readonly Candidate[]> {
  return fixer.propose(entries, contextOf(workspace(texts)));
}

const told = (candidates: readonly Candidate[]) =>
  candidates.map(({ applicability, description }) => `${applicability}: ${description}`);

describe('common errors', () => {
  const folder = fileURLToPath(new URL('fixtures/common/', import.meta.url));

  it('gives the expected texts, which the workspace compiler takes', async () => {
    const broken = readTexts(path.join(folder, 'broken'));
    const root = workspace(broken);
    const entries = await runTsc(root);
    const candidates = await fixer.propose(entries, contextOf(root));
    const fixed = applyCandidates(broken, candidates);
    expect(fixed).toEqual(readTexts(path.join(folder, 'fixed')));
    expect(entries.length).toBeGreaterThan(20);
    for (const [name, text] of Object.entries(fixed)) fs.writeFileSync(path.join(root, name), text);
    const left = await runTsc(root);
    expect(left.map(({ diagnostic: { location, ruleId } }) => `${location?.file} ${ruleId}`)).toEqual([
      'src/21-no-fix.ts TS2322',
    ]);
  });
});

describe('imports', () => {
  const use = 'export const used = parse();\n';
  const missing = entryOf('src/use.ts', 'TS2304', 1, 21, "Cannot find name 'parse'.");

  it('shows, and does not choose, when two modules export the name', async () => {
    const texts = {
      'tsconfig.json': config(),
      'src/use.ts': use,
      'src/a.ts': 'export const parse = () => 1;\n',
      'src/b.ts': 'export const parse = () => 2;\n',
    };
    expect(told(await propose(texts, missing))).toEqual([
      'manual: Import parse from "./a"',
      'manual: Import parse from "./b"',
    ]);
  });

  it('takes the nearer of two ways to one declaration', async () => {
    const texts = {
      'tsconfig.json': config(),
      'src/use.ts': use,
      'src/a.ts': 'export const parse = () => 1;\n',
      'src/index.ts': "export * from './a.js';\n",
    };
    expect(told(await propose(texts, missing))).toEqual(['safe: Import parse from "./a.js"']);
  });

  it('guesses the module that the file imports from already', async () => {
    const texts = {
      'tsconfig.json': config(),
      'src/use.ts': `import { other } from './b.js';\nexport const both = [other, parse()];\n`,
      'src/a.ts': 'export const parse = () => 1;\n',
      'src/b.ts': 'export const parse = () => 2;\nexport const other = 3;\n',
    };
    const entry = entryOf('src/use.ts', 'TS2304', 2, 29, "Cannot find name 'parse'.");
    expect(told(await propose(texts, entry))).toEqual(['unsafe: Import parse from "./b.js"']);
  });

  it('finds what a declared package exports that no file imports', async () => {
    const texts = {
      'tsconfig.json': config(),
      'package.json': JSON.stringify({ name: 'app', type: 'module', dependencies: { parser: '1.0.0' } }),
      'src/use.ts': use,
      'node_modules/parser/package.json': '{"name":"parser","version":"1.0.0","type":"module","types":"index.d.ts"}',
      'node_modules/parser/index.d.ts': 'export declare function parse(): number;\n',
      'node_modules/unrelated/package.json': '{"name":"unrelated","version":"1.0.0","types":"index.d.ts"}',
      'node_modules/unrelated/index.d.ts': 'export declare function parse(): number;\n',
    };
    const candidates = await propose(texts, missing);
    expect(told(candidates)).toEqual(['safe: Import parse from "parser"']);
  });

  it('names another project by its alias and a file of the same one by its path', async () => {
    const base = {
      module: 'esnext',
      moduleResolution: 'bundler',
      baseUrl: '.',
      paths: { '@acme/text': ['libs/text/src/index.ts'] },
    };
    const lib = config(
      {},
      {
        extends: '../../tsconfig.base.json',
        files: [],
        references: [{ path: './tsconfig.lib.json' }, { path: './tsconfig.spec.json' }],
      },
    );
    const part = (include: string[], exclude: string[]) =>
      JSON.stringify({ extends: '../../tsconfig.base.json', include, exclude });
    const texts = {
      'tsconfig.base.json': config(base),
      'libs/text/tsconfig.json': lib,
      'libs/text/tsconfig.lib.json': part(['src'], ['src/**/*.spec.ts']),
      'libs/text/tsconfig.spec.json': part(['src/**/*.spec.ts'], []),
      'libs/text/src/index.ts': "export * from './lib/trim';\n",
      'libs/text/src/lib/trim.ts': 'export const trim = (text: string) => text.trim();\n',
      'libs/text/src/lib/trim.spec.ts': "export const tested = trim('a');\n",
      'libs/app/tsconfig.json': lib,
      'libs/app/tsconfig.lib.json': part(['src'], ['src/**/*.spec.ts']),
      'libs/app/tsconfig.spec.json': part(['src/**/*.spec.ts'], []),
      'libs/app/src/main.ts': "export const main = trim('a');\n",
    };
    const candidates = await propose(
      texts,
      entryOf('libs/app/src/main.ts', 'TS2304', 1, 21, "Cannot find name 'trim'."),
      entryOf('libs/text/src/lib/trim.spec.ts', 'TS2304', 1, 23, "Cannot find name 'trim'."),
    );
    expect(told(candidates)).toEqual(['safe: Import trim from "@acme/text"', 'safe: Import trim from "./trim"']);
  });

  it('removes a whole import by itself only where that changes nothing that runs', async () => {
    const texts = (verbatimModuleSyntax: boolean) => ({
      'tsconfig.json': config({ noUnusedLocals: true, verbatimModuleSyntax }),
      'package.json': '{"type":"module"}',
      'src/use.ts': "import { a } from './a.js';\nexport {};\n",
      'src/a.ts': 'export const a = 1;\n',
    });
    const entry = entryOf('src/use.ts', 'TS6133', 1, 1, "'a' is declared but its value is never read.");
    expect(told(await propose(texts(false), entry))).toEqual(["safe: Remove import from './a.js'"]);
    expect(told(await propose(texts(true), entry))).toEqual(["unsafe: Remove import from './a.js'"]);
  });
});

describe('what is never done', () => {
  it.each([
    ['a cast by way of unknown', "export const a = 'a' as number;\n", 'TS2352', 1, 18],
    ['a property of type any', 'class A {}\nexport const a = (new A() as A & object).b;\n', 'TS2339', 2, 42],
    ['a definite assignment', 'export class A {\n  b: Date;\n}\n', 'TS2564', 2, 3],
  ])('%s', async (_name, text, code, line, column) => {
    const candidates = await propose(
      { 'tsconfig.json': config(), 'src/a.ts': text },
      entryOf('src/a.ts', code, line, column, ''),
    );
    const texts = JSON.stringify(
      candidates.filter(({ applicability }) => applicability !== 'manual').map(({ changes }) => changes),
    );
    expect(texts).not.toMatch(/any|unknown|!/);
  });

  it('shows code that is to be filled in, and does not write it', async () => {
    const text = 'interface A {\n  run(): void;\n}\nexport class B implements A {}\n';
    const candidates = await propose(
      { 'tsconfig.json': config(), 'src/a.ts': text },
      entryOf('src/a.ts', 'TS2420', 4, 14, ''),
    );
    expect(told(candidates)).toEqual(["manual: Implement interface 'A'"]);
  });
});

describe('errors that follow from others', () => {
  const unused = (name: string, file: string, line: number, column: number) =>
    entryOf(file, 'TS6133', line, column, `'${name}' is declared but its value is never read.`);
  const strict = config({ noUnusedLocals: true, noUnusedParameters: true });

  it('keeps what is unused since its use is misspelt', async () => {
    const texts = {
      'tsconfig.json': strict,
      'src/a.ts': "import { parse } from './b.js';\nexport const a = prase();\n",
      'src/b.ts': 'export const parse = () => 1;\n',
    };
    const misspelt = entryOf('src/a.ts', 'TS2552', 2, 18, "Cannot find name 'prase'. Did you mean 'parse'?");
    expect(told(await propose(texts, unused('parse', 'src/a.ts', 1, 1), misspelt))).toEqual([
      "unsafe: Change spelling to 'parse'",
    ]);
  });

  it('keeps what is unused since its export is missing', async () => {
    const texts = {
      'tsconfig.json': strict,
      'src/a.ts': "import { parse } from './b.js';\nexport const a = parse();\n",
      'src/b.ts': 'const parse = () => 1;\nexport const b = 2;\n',
    };
    const missing = entryOf(
      'src/a.ts',
      'TS2459',
      1,
      10,
      "Module '\"./b.js\"' declares 'parse' locally, but it is not exported.",
    );
    const candidates = await propose(texts, missing, unused('parse', 'src/b.ts', 1, 7));
    expect(told(candidates)).toEqual(["unsafe: Export 'parse' from module './b.js'"]);
  });

  it('does not take a removal for safe while names of the file are not found', async () => {
    const texts = {
      'tsconfig.json': strict,
      'src/a.ts': "import { b } from './b.js';\nexport const a = somethingElse;\n",
      'src/b.ts': 'export const b = 1;\n',
    };
    expect(told(await propose(texts, unused('b', 'src/a.ts', 1, 1)))).toEqual(["unsafe: Remove import from './b.js'"]);
  });
});

describe('a renamed export', () => {
  const lib = 'export const formatPrice = (value: number) => `${value}`;\nexport const other = 1;\n';
  const importing = (rest: string) => ({
    'tsconfig.json': config(),
    'src/lib.ts': lib,
    'src/use.ts': `import {\n  formatPrise,\n  other,\n} from './lib.js';\n${rest}`,
  });
  const entry = entryOf(
    'src/use.ts',
    'TS2724',
    2,
    3,
    `'"./lib.js"' has no exported member named 'formatPrise'. Did you mean 'formatPrice'?`,
  );
  const fix = async (texts: Texts) => applyCandidates(texts, await propose(texts, entry))['src/use.ts'];

  it('is renamed where the file uses it', async () => {
    const texts = importing('export const all = [other, formatPrise(1)];\nexport const object = { formatPrise };\n');
    expect(await fix(texts)).toBe(
      "import {\n  formatPrice,\n  other,\n} from './lib.js';\n" +
        'export const all = [other, formatPrice(1)];\nexport const object = { formatPrise: formatPrice };\n',
    );
  });

  it('keeps its name in a file that has something of the new one', async () => {
    const texts = importing('export const formatPrice = [other, formatPrise(1)];\n');
    expect(await fix(texts)).toContain('  formatPrice as formatPrise,\n');
  });
});

describe('the text of a file', () => {
  it('follows its byte order mark, line ends, indent and quotes', async () => {
    const before =
      "\uFEFFimport { b } from './b.js';\r\n\r\nexport class A extends b {\r\n\tconstructor(readonly c = 'd') {\r\n\t}\r\n}\r\n\r\nexport const e = f();\r\n";
    const texts = {
      'tsconfig.json': config(),
      'src/a.ts': before,
      'src/b.ts': 'export class b {}\n',
      'src/f.ts': 'export const f = () => 1;\n',
    };
    const candidates = await propose(
      texts,
      entryOf('src/a.ts', 'TS2377', 4, 2, ''),
      entryOf('src/a.ts', 'TS2304', 8, 18, ''),
    );
    expect(applyCandidates(texts, candidates)['src/a.ts']).toBe(
      "\uFEFFimport { b } from './b.js';\r\nimport { f } from './f.js';\r\n\r\nexport class A extends b {\r\n\tconstructor(readonly c = 'd') {\r\n\t\tsuper();\r\n\t}\r\n}\r\n\r\nexport const e = f();\r\n",
    );
  });

  it('gives nothing for a place where the error no longer is', async () => {
    const texts = {
      'tsconfig.json': config(),
      'src/a.ts': '// shifted\nexport const a = b;\n',
      'src/b.ts': 'export const b = 1;\n',
    };
    expect(await propose(texts, entryOf('src/a.ts', 'TS2304', 1, 18, ''))).toEqual([]);
    expect(told(await propose(texts, entryOf('src/a.ts', 'TS2304', 2, 1, "Cannot find name 'b'.")))).toHaveLength(1);
  });

  it('is the one of the pass, on disk or not', async () => {
    const texts: Texts = {
      'tsconfig.json': config(),
      'src/a.ts': 'export const a = 1;\n',
      'src/b.ts': 'export const b = 1;\n',
    };
    const root = workspace(texts);
    const entry = entryOf('src/a.ts', 'TS2304', 1, 18, "Cannot find name 'c'.");
    const pass = (over: Texts) => fixer.propose([entry], contextOf(root, overlay({ ...texts, ...over })));
    expect(await pass({})).toEqual([]);
    expect(told(await pass({ 'src/a.ts': 'export const a = c;\n', 'src/c.ts': 'export const c = 1;\n' }))).toEqual([
      'safe: Import c from "./c"',
    ]);
    expect(await pass({ 'src/a.ts': 'export const a = c;\n' })).toEqual([]);
  });
});

function overlay(texts: Texts): SourceFiles {
  return {
    read: (file) => texts[file],
    exists: (file) => file in texts,
    list: () => Object.keys(texts).sort(),
  };
}

describe('bad input', () => {
  it('passes over what is not TypeScript, is not there, or has no configuration', async () => {
    const texts = {
      'src/a.ts': 'export const a = b;\n',
      'src/b.ts': 'export const b = 1;\n',
      'src/c.vue': '<script>d</script>',
    };
    const entries = [
      entryOf('src/a.ts', 'TS2304', 1, 18, ''),
      entryOf('src/c.vue', 'TS2304', 1, 9, ''),
      entryOf('src/gone.ts', 'TS2304', 1, 1, ''),
      entryOf('src/a.ts', 'no-undef', 1, 18, ''),
      entryOf('src/a.ts', 'TS999999', 1, 18, ''),
    ];
    expect(await propose(texts, ...entries)).toEqual([]);
    expect(await propose({ ...texts, 'tsconfig.json': '{ "extends": "./gone.json", ' }, ...entries)).toHaveLength(1);
  });

  it('stops when the run is cancelled', async () => {
    const texts = {
      'tsconfig.json': config(),
      'src/a.ts': 'export const a = b;\n',
      'src/b.ts': 'export const b = 1;\n',
    };
    const context = { ...contextOf(workspace(texts)), signal: AbortSignal.abort() };
    expect(await fixer.propose([entryOf('src/a.ts', 'TS2304', 1, 18, '')], context)).toEqual([]);
  });
});
