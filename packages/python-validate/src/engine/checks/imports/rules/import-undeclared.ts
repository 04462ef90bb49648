import type { Rule } from '../../../rule.js';

export const importUndeclared: Rule = {
  id: 'python/import-undeclared',
  summary: 'A module is imported whose distribution no dependency of the project declares.',
  reason: 'It works only where something else happens to install it, and fails with ModuleNotFoundError elsewhere.',
  level: 'error',
  bad: {
    'pyproject.toml': '[project]\nname = "billing"\nversion = "1.0"\ndependencies = ["httpx"]\n',
    'billing/__init__.py': 'import httpx\nimport yaml\n',
  },
  good: {
    'pyproject.toml': '[project]\nname = "billing"\nversion = "1.0"\ndependencies = ["httpx", "pyyaml"]\n',
    'billing/__init__.py': 'import httpx\nimport yaml\n',
  },
};
