import type { MetadataRule } from '../finding.js';

export const manifestProblem: MetadataRule = {
  id: 'python/manifest-problem',
  summary: 'A line of a manifest or requirements file cannot be read.',
  reason: 'Installers stop at a requirement that they cannot parse, and at a file that they cannot include.',
  level: 'error',
  specification: 'https://packaging.python.org/en/latest/specifications/dependency-specifiers/',
  bad: { 'requirements.txt': 'httpx=>0.27\n' },
  good: { 'requirements.txt': 'httpx>=0.27\n' },
  *check({ project, pyproject }) {
    for (const problem of project.manifest.problems) {
      // A broken TOML file has a rule of its own.
      if (pyproject?.broken && problem.file === pyproject.file) continue;
      const { file, line, column, message, hint } = problem;
      yield { message, ...(hint && { hint }), place: { file, ...(line && { line }), ...(column && { column }) } };
    }
  },
};
