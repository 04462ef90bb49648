import type { Finding, MetadataRule } from '../finding.js';
import { toolTable } from '../facts.js';

export const poetryMetadata: MetadataRule = {
  id: 'python/poetry-metadata',
  summary: 'A poetry project has no name or version.',
  reason: 'Poetry refuses to install or build it, unless `package-mode` is false.',
  level: 'error',
  specification: 'https://python-poetry.org/docs/pyproject/',
  bad: { 'pyproject.toml': '[tool.poetry]\nname = "billing"\n\n[tool.poetry.dependencies]\npython = "^3.11"\n' },
  good: {
    'pyproject.toml':
      '[tool.poetry]\nname = "billing"\nversion = "1.0"\n\n[tool.poetry.dependencies]\npython = "^3.11"\n',
  },
  *check(facts): Generator<Finding> {
    const table = toolTable(facts, 'poetry');
    // With [project] the standard's own rules apply.
    if (!table || facts.metadata || table['package-mode'] === false) return;
    for (const field of ['name', 'version']) {
      if (typeof table[field] === 'string') continue;
      yield {
        message: `\`[tool.poetry]\` has no \`${field}\`.`,
        hint: `Add it, or \`package-mode = false\` when there is nothing to build.`,
        at: ['tool', 'poetry'],
        onKey: true,
      };
    }
  },
};
