import type { Rule } from '../../../rule.js';

const LOCK = `version = 1
revision = 3
requires-python = ">=3.11"

[[package]]
name = "anyio"
version = "4.9.0"
source = { registry = "https://pypi.org/simple" }

[[package]]
name = "billing"
version = "1.0"
source = { virtual = "." }
dependencies = [
    { name = "httpx" },
]

[[package]]
name = "httpx"
version = "0.28.1"
source = { registry = "https://pypi.org/simple" }
dependencies = [
    { name = "anyio" },
]
`;

export const importTransitive: Rule = {
  id: 'python/import-transitive',
  summary: 'A module is imported that is installed only because another dependency needs it.',
  reason: 'The other dependency may drop or replace it in any release, and its version is not bounded by this project.',
  level: 'warning',
  bad: {
    'pyproject.toml':
      '[project]\nname = "billing"\nversion = "1.0"\nrequires-python = ">=3.11"\ndependencies = ["httpx"]\n',
    'uv.lock': LOCK,
    'billing/__init__.py': 'import anyio\nimport httpx\n',
  },
  good: {
    'pyproject.toml':
      '[project]\nname = "billing"\nversion = "1.0"\nrequires-python = ">=3.11"\ndependencies = ["anyio", "httpx"]\n',
    'uv.lock': LOCK.replace('    { name = "httpx" },', '    { name = "anyio" },\n    { name = "httpx" },'),
    'billing/__init__.py': 'import anyio\nimport httpx\n',
  },
};
