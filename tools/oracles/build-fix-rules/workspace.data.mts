import type { Scenario } from './scenario.mjs';

const conflict = '<<<<<<< HEAD\nprint(1)\n=======\nprint(1)\n>>>>>>> other\n';

export const workspaceScenarios: readonly Scenario[] = [
  {
    name: 'markers of a merge in Python',
    by: 'workspace/merge-conflict',
    files: { 'main.py': conflict },
    check: 'python3 main.py',
  },
  {
    name: 'markers of a merge with two different sides',
    by: 'workspace/merge-conflict',
    manual: 'conflict',
    files: { 'main.py': conflict.replace('print(1)', 'print(2)') },
    check: 'python3 main.py',
  },
  {
    name: 'an import that Go does not use',
    by: 'any/go-unused-import',
    needs: ['go'],
    files: { 'go.mod': 'module app\n\ngo 1.21\n', 'main.go': 'package main\n\nimport "fmt"\n\nfunc main() {}\n' },
    check: 'go build -o /dev/null .',
  },
];
