import type { MetadataRule } from '../finding.js';

export const tomlInvalid: MetadataRule = {
  id: 'python/toml-invalid',
  summary: 'pyproject.toml is not valid TOML.',
  reason: 'No tool can read the project: installing, building and linting it all fail.',
  level: 'error',
  specification: 'https://toml.io/en/v1.0.0',
  bad: { 'pyproject.toml': '[project]\nname = "billing\nversion = "1.0"\n' },
  good: { 'pyproject.toml': '[project]\nname = "billing"\nversion = "1.0"\n' },
  *check({ project, pyproject }) {
    if (!pyproject?.broken) return;
    for (const problem of project.manifest.problems) {
      if (problem.file !== pyproject.file) continue;
      const { file, line, column, message, hint } = problem;
      yield { message, ...(hint && { hint }), place: { file, ...(line && { line }), ...(column && { column }) } };
    }
  },
};
