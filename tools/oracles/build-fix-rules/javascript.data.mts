import type { Scenario } from './scenario.mjs';

const json = (value: unknown): string => `${JSON.stringify(value, null, 2)}\n`;
const manifest = (more: object = {}): string =>
  json({ name: 'app', version: '1.0.0', private: true, type: 'module', ...more });
const config = (compilerOptions: object = {}, more: object = {}): string =>
  json({
    compilerOptions: {
      strict: true,
      noEmit: true,
      module: 'nodenext',
      target: 'es2022',
      types: [],
      ...compilerOptions,
    },
    include: ['src'],
    ...more,
  });
const tsc = 'tsc -p .';
const app = (source: string, more: Record<string, string> = {}): Record<string, string> => ({
  'package.json': manifest(),
  'tsconfig.json': config(),
  'src/main.ts': source,
  ...more,
});

export const javascriptScenarios: readonly Scenario[] = [
  {
    name: 'a namespace import that other files have',
    by: 'javascript/missing-import',
    needs: ['tsc'],
    files: app("import { b } from './deep/b.js';\n\nexport const a: number = money.round(b);\n", {
      'src/money.ts': 'export const round = Math.round;\n',
      'src/deep/b.ts': "import * as money from '../money.js';\n\nexport const b: number = money.round(1.5);\n",
    }),
    check: tsc,
  },
  {
    name: 'a package that no manifest declares and a sibling has, told by tsc',
    by: 'javascript/undeclared-package',
    needs: ['tsc', 'npm'],
    projects: { api: 'packages/api', web: 'packages/web' },
    files: {
      'package.json': json({ name: 'root', private: true, workspaces: ['packages/*'] }),
      'packages/api/package.json': json({ name: 'api', version: '1.0.0', type: 'module' }),
      'packages/api/tsconfig.json': config(),
      'packages/api/src/main.ts': "import { nanoid } from 'nanoid';\n\nconsole.log(nanoid());\n"
        .replace('console.log', 'export const id = ')
        .replace('(nanoid())', 'nanoid()'),
      'packages/web/package.json': json({ name: 'web', version: '1.0.0', dependencies: { nanoid: '^5.0.0' } }),
    },
    setup: 'npm install --package-lock-only --silent',
    check: 'grep -q nanoid packages/api/package.json && npm ci --silent; tsc -p packages/api',
  },
  {
    name: 'an undeclared package, run by Node',
    by: 'javascript/undeclared-package',
    needs: ['node', 'npm'],
    projects: { api: 'packages/api', web: 'packages/web' },
    files: {
      'package.json': json({ name: 'root', private: true, workspaces: ['packages/*'] }),
      'packages/api/package.json': json({ name: 'api', version: '1.0.0', type: 'module' }),
      'packages/api/main.js': "import { nanoid } from 'nanoid';\n\nnanoid();\n",
      'packages/web/package.json': json({ name: 'web', version: '1.0.0', dependencies: { nanoid: '^5.0.0' } }),
    },
    setup: 'npm install --package-lock-only --silent',
    check: 'grep -q nanoid packages/api/package.json && npm ci --silent; node packages/api/main.js',
  },
  {
    name: 'missing type packages, told by tsc',
    by: 'javascript/missing-types',
    needs: ['tsc', 'npm'],
    files: {
      ...app("import ms from 'ms';\n\nexport const a: number = ms('1s');\n"),
      'package.json': manifest({ dependencies: { ms: '2.1.3' } }),
    },
    setup: 'npm install --silent',
    check: 'npm ci --silent && tsc -p .',
  },
  {
    name: 'an export that has another name now, told by tsc',
    by: ['javascript/renamed-export', 'typescript'],
    needs: ['tsc'],
    files: app("import { loadSetting } from './core.js';\n\nexport const a = loadSetting();\n", {
      'src/core.ts': 'export const loadSettings = (): number => 1;\n',
    }),
    check: tsc,
  },
  {
    name: 'an export that has another name now, told by Node',
    by: 'javascript/renamed-export',
    needs: ['node'],
    files: {
      'package.json': manifest(),
      'main.js': "import { loadSetting } from './core.js';\n\nloadSetting();\n",
      'core.js': 'export const loadSettings = () => 1;\n',
    },
    check: 'node main.js',
  },
  {
    name: 'a name of the workspace that is not imported, told by tsc',
    by: 'typescript',
    needs: ['tsc'],
    files: app('export const a = loadSettings();\n', {
      'src/core.ts': 'export const loadSettings = (): number => 1;\n',
    }),
    check: tsc,
  },
  {
    name: 'an import without the file’s ending, told by tsc',
    by: 'javascript/import-extension',
    needs: ['tsc'],
    files: app("import { a } from './core';\n\nexport const b = a;\n", { 'src/core.ts': 'export const a = 1;\n' }),
    check: tsc,
  },
  {
    name: 'a package that does not export the path, told by Node',
    by: 'javascript/package-export',
    needs: ['node'],
    projects: { web: 'packages/web', api: 'packages/api' },
    files: {
      'packages/web/package.json': json({ name: 'web', type: 'module' }),
      'packages/web/main.js': "import { a } from 'api/core.js';\n\na();\n",
      'packages/api/package.json': json({ name: 'api', type: 'module', exports: { '.': './index.js' } }),
      'packages/api/index.js': '',
      'packages/api/core.js': 'export const a = () => 1;\n',
    },
    setup: 'mkdir -p node_modules && ln -s ../packages/api node_modules/api',
    check: 'node packages/web/main.js',
  },
  {
    name: 'ESM in a package of CommonJS, told by Node',
    by: 'javascript/esm-in-commonjs',
    needs: ['node'],
    files: {
      'package.json': json({ name: 'app', version: '1.0.0', type: 'commonjs' }),
      'main.js': "import fs from 'node:fs';\n\nfs.statSync('.');\n",
    },
    check: 'node main.js',
  },
  {
    name: 'CommonJS in a package of ESM, told by Node',
    by: 'javascript/commonjs-in-esm',
    manual: 'require',
    needs: ['node'],
    files: { 'package.json': manifest(), 'main.js': "const fs = require('node:fs');\n\nfs.statSync('.');\n" },
    check: 'node main.js',
  },
  {
    name: 'JSON that is imported without its type, told by Node',
    by: 'javascript/json-import-attribute-node',
    needs: ['node'],
    files: { 'package.json': manifest(), 'main.js': "import a from './a.json';\n\na.b;\n", 'a.json': '{"b": 1}\n' },
    check: 'node main.js',
  },
  {
    name: 'JSON that is imported without the option, told by tsc',
    by: 'javascript/resolve-json-module',
    needs: ['tsc'],
    files: {
      ...app("import a from './a.json';\n\nexport const b = a.b;\n", { 'src/a.json': '{"b": 1}\n' }),
      'tsconfig.json': config({
        module: 'esnext',
        moduleResolution: 'node10',
        ignoreDeprecations: '5.0',
        esModuleInterop: true,
      }),
    },
    check: tsc,
  },
  {
    name: 'a default import that needs esModuleInterop',
    by: 'javascript/es-module-interop',
    needs: ['tsc'],
    files: {
      ...app("import a from './a';\n\nexport const b = a;\n", {
        'src/a.d.ts': 'declare const a: number;\nexport = a;\n',
      }),
      'package.json': json({ name: 'app', type: 'commonjs' }),
      'tsconfig.json': config({
        module: 'commonjs',
        moduleResolution: 'node10',
        ignoreDeprecations: '5.0',
        esModuleInterop: false,
      }),
    },
    check: tsc,
  },
  {
    name: 'a library of a later target, told by tsc',
    by: 'javascript/missing-lib',
    needs: ['tsc'],
    files: {
      ...app("export const a = [1].at(0);\nexport const b = 'a'.replaceAll('a', 'b');\n"),
      'tsconfig.json': config({ target: 'es2020', lib: ['es2020'] }),
    },
    check: tsc,
  },
  {
    name: 'module and moduleResolution that do not go together',
    by: 'javascript/module-and-resolution',
    needs: ['tsc'],
    files: {
      ...app('export const a = 1;\n'),
      'tsconfig.json': config({ module: 'esnext', moduleResolution: 'nodenext' }),
    },
    check: tsc,
  },
  {
    name: 'a misspelled compiler option',
    by: 'javascript/unknown-compiler-option',
    needs: ['tsc'],
    files: { ...app('export const a = 1;\n'), 'tsconfig.json': config({ strictNullCheck: true }) },
    check: tsc,
  },
  {
    name: 'an expected error that is gone',
    by: 'javascript/unused-expect-error',
    needs: ['tsc'],
    files: app('// @ts-expect-error was wrong once\nexport const a = 1;\n'),
    check: tsc,
  },
  {
    name: 'a reference to a project that is not composite',
    by: 'javascript/reference-not-composite',
    needs: ['tsc'],
    projects: { app: 'app', lib: 'lib' },
    files: {
      'app/package.json': manifest(),
      'app/tsconfig.json': config({ noEmit: false, outDir: 'dist' }, { references: [{ path: '../lib' }] }),
      'app/src/main.ts': 'export const a = 1;\n',
      'lib/tsconfig.json': config({ noEmit: false, outDir: 'dist', declaration: true }),
      'lib/src/main.ts': 'export const a = 1;\n',
    },
    check: 'tsc -b app',
  },
  {
    name: 'package-lock.json out of date',
    by: 'javascript/lock-outdated',
    needs: ['npm'],
    files: { 'package.json': manifest() },
    setup: 'npm install --package-lock-only --silent',
    then: { 'package.json': manifest({ dependencies: { ms: '2.1.3' } }) },
    check: 'npm ci --silent --loglevel=error',
  },
  {
    name: 'a comma too many in package.json',
    by: 'workspace/json-trailing-comma',
    needs: ['npm'],
    files: { 'package.json': '{\n  "name": "app",\n  "version": "1.0.0",\n}\n' },
    check: 'npm install --package-lock-only',
  },
  {
    name: 'findings that ESLint 9 fixes itself',
    by: 'eslint',
    needs: ['npm'],
    files: {
      'package.json': manifest({ devDependencies: { eslint: '9' } }),
      'eslint.config.mjs':
        "export default [{ rules: { 'prefer-const': 'error', 'no-var': 'error', eqeqeq: 'off', 'no-extra-boolean-cast': 'error' } }];\n",
      'src/main.js':
        'export function f(a) {\n  let b = !!a ? 1 : 2;\n  if (!!a) return b;\n  var c = 1;\n  return c;\n}\n',
    },
    setup: 'npm install --silent',
    check: 'npx eslint src',
  },
  {
    name: 'the same findings in the JSON of ESLint 9',
    by: 'suggestions',
    needs: ['npm'],
    files: {
      'package.json': manifest({ devDependencies: { eslint: '9' } }),
      'eslint.config.mjs': "export default [{ rules: { 'prefer-const': 'error', 'no-var': 'error' } }];\n",
      'src/main.js': 'export function f() {\n  let b = 1;\n  var c = b;\n  return c;\n}\n',
    },
    setup: 'npm install --silent',
    check: 'npx eslint --format json src',
  },
  {
    name: 'markers of a merge in TypeScript',
    by: 'workspace/merge-conflict',
    needs: ['tsc'],
    files: app('<<<<<<< HEAD\nexport const a = 1;\n=======\nexport const a = 1;\n>>>>>>> other\n'),
    check: tsc,
  },
];
