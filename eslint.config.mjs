import nx from '@nx/eslint-plugin';
import jsoncParser from 'jsonc-eslint-parser';

/** A `layer:*` tag names what a project is; dependencies point one way (docs/architecture.md). */
const layers = [
  { sourceTag: 'layer:core', onlyDependOnLibsWithTags: ['layer:core'] },
  { sourceTag: 'layer:nx', onlyDependOnLibsWithTags: ['layer:core'] },
  // A tool depends on @hone/nx for one thing only: its init generator registers the graph plugin.
  { sourceTag: 'layer:tool', onlyDependOnLibsWithTags: ['layer:core', 'layer:nx'] },
  { sourceTag: 'layer:workbench', onlyDependOnLibsWithTags: ['*'] },
];

export default [
  ...nx.configs['flat/base'],
  ...nx.configs['flat/typescript'],
  ...nx.configs['flat/javascript'],
  { ignores: ['**/dist', '**/tmp', '**/fixtures/**', '**/schema.d.ts', '**/.venv', '**/out-tsc', 'examples/**'] },
  {
    files: ['**/*.ts', '**/*.mts', '**/*.mjs'],
    rules: {
      '@nx/enforce-module-boundaries': [
        'error',
        {
          enforceBuildableLibDependency: true,
          allow: ['^.*/vitest\\.shared\\.js$'],
          depConstraints: layers,
          // The graph plugin runs at every command, and loads the readers only when a file changed.
          checkDynamicDependenciesExceptions: ['@hone/core/*'],
        },
      ],
      '@typescript-eslint/no-explicit-any': 'error',
      '@typescript-eslint/consistent-type-imports': ['error', { fixStyle: 'separate-type-imports' }],
      'max-lines': ['error', { max: 400, skipBlankLines: true, skipComments: true }],
      eqeqeq: 'error',
      'no-restricted-syntax': [
        'error',
        {
          selector: 'CallExpression[callee.name=/^(exec|execSync)$/]',
          message: 'User input must never reach a shell: use runProcess with an argument array.',
        },
      ],
    },
  },
  {
    files: ['**/*.test.ts'],
    rules: { 'max-lines': ['error', { max: 400 }], '@typescript-eslint/no-non-null-assertion': 'off' },
  },
  { files: ['**/*.data.ts'], rules: { 'max-lines': 'off' } },
  {
    // Development checks reach into the parts that they compare, which the packages do not export.
    files: ['tools/oracles/**', 'tools/ci/**'],
    rules: { '@nx/enforce-module-boundaries': 'off' },
  },
  {
    files: ['packages/*/package.json'],
    languageOptions: { parser: jsoncParser },
    rules: {
      '@nx/dependency-checks': [
        'error',
        {
          ignoredFiles: [
            '{projectRoot}/vitest.config.ts',
            '{projectRoot}/**/*.test.ts',
            '{projectRoot}/**/fixtures/**',
            '{projectRoot}/tests/**',
          ],
          // Peers that the running workspace brings; the executors and generators are typed against them.
          // The others are loaded on first use, by a call that the rule does not see.
          ignoredDependencies: [
            'nx',
            '@nx/devkit',
            'vitest',
            '@astral-sh/ruff-wasm-nodejs',
            'spdx-exceptions',
            'spdx-license-ids',
            'knip',
            // Of package.json files among the fixtures, which the graph reads too.
            'express',
          ],
        },
      ],
    },
  },
  {
    files: ['packages/*/package.json', 'packages/*/executors.json', 'packages/*/generators.json'],
    languageOptions: { parser: jsoncParser },
    rules: { '@nx/nx-plugin-checks': 'error' },
  },
];
