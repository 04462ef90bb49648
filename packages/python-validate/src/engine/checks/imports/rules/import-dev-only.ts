import type { Rule } from '../../../rule.js';

export const importDevOnly: Rule = {
  id: 'python/import-dev-only',
  summary: 'Shipped code imports a module that only a development dependency provides.',
  reason: 'Whoever installs the package does not get development dependencies, so the import fails for them.',
  level: 'error',
  bad: {
    'pyproject.toml': '[project]\nname = "billing"\nversion = "1.0"\n\n[dependency-groups]\ndev = ["pytest", "rich"]\n',
    'billing/__init__.py': 'from rich.console import Console\n',
    'tests/test_billing.py': 'import pytest\n',
  },
  good: {
    'pyproject.toml':
      '[project]\nname = "billing"\nversion = "1.0"\ndependencies = ["rich"]\n\n[dependency-groups]\ndev = ["pytest"]\n',
    'billing/__init__.py': 'from rich.console import Console\n',
    'tests/test_billing.py': 'import pytest\n',
  },
};
