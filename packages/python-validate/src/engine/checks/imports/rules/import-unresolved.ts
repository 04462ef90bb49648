import type { Rule } from '../../../rule.js';

export const importUnresolved: Rule = {
  id: 'python/import-unresolved',
  summary: 'A module is imported that nothing is known to provide on the Python versions that the project supports.',
  reason: 'A misspelt name, a file that is gone, or a standard module of another Python version fails at import time.',
  level: 'warning',
  bad: {
    'pyproject.toml': '[project]\nname = "billing"\nversion = "1.0"\nrequires-python = ">=3.9"\n',
    'billing/__init__.py': 'import tomllib\n',
  },
  good: {
    'pyproject.toml':
      '[project]\nname = "billing"\nversion = "1.0"\nrequires-python = ">=3.9"\n' +
      'dependencies = ["tomli; python_version < \'3.11\'"]\n',
    'billing/__init__.py':
      'import sys\n\nif sys.version_info >= (3, 11):\n    import tomllib\nelse:\n    import tomli as tomllib\n',
  },
};
