import { existsSync } from 'node:fs';
import { join } from 'node:path';
import type { Finding, MetadataRule } from '../finding.js';
import { isTable, type TomlTable } from '../toml-value.js';

const CONTENT_TYPES = ['text/plain', 'text/x-rst', 'text/markdown'];
const at = ['project', 'readme'];

export const readmeInvalid: MetadataRule = {
  id: 'python/readme-invalid',
  summary: 'The readme’s file does not exist, or its content type is missing or not allowed.',
  reason: 'The build fails, or an index refuses the upload because it can’t show the text.',
  level: 'error',
  specification: 'https://packaging.python.org/en/latest/specifications/pyproject-toml/#readme',
  bad: { 'pyproject.toml': '[project]\nname = "billing"\nversion = "1.0"\nreadme = "README.md"\n' },
  good: {
    'pyproject.toml': '[project]\nname = "billing"\nversion = "1.0"\nreadme = "README.md"\n',
    'README.md': '# Billing\n',
  },
  *check({ metadata, folder }): Generator<Finding> {
    const readme = metadata?.['readme'];
    if (typeof readme === 'string') {
      yield* checkFile(folder, readme, at);
      if (!/\.(md|rst|txt)$/i.test(readme)) {
        yield {
          message: `The content type of \`${readme}\` can’t be told from its name.`,
          hint: `Write \`readme = {file = "${readme}", content-type = "text/markdown"}\`, or text/x-rst or text/plain.`,
          level: 'warning',
          at,
        };
      }
    } else if (isTable(readme)) yield* checkTable(folder, readme);
  },
};

function* checkTable(folder: string, readme: TomlTable): Generator<Finding> {
  const { file, text, 'content-type': contentType } = readme;
  if ((file === undefined) === (text === undefined)) {
    yield { message: '`project.readme` needs either `file` or `text`, and not both.', at };
  }
  if (typeof file === 'string') yield* checkFile(folder, file, [...at, 'file']);
  if (contentType === undefined) {
    yield { message: '`project.readme` has no `content-type`.', hint: `Add one of ${CONTENT_TYPES.join(', ')}.`, at };
  } else if (typeof contentType === 'string') {
    const type = contentType.split(';')[0]!.trim().toLowerCase();
    if (CONTENT_TYPES.includes(type)) return;
    const hint = `Use one of ${CONTENT_TYPES.join(', ')}.`;
    yield { message: `\`${contentType}\` is no content type of a readme.`, hint, at: [...at, 'content-type'] };
  }
}

function* checkFile(folder: string, file: string, at: string[]): Generator<Finding> {
  if (existsSync(join(folder, file))) return;
  yield { message: `The readme \`${file}\` does not exist.`, hint: 'The path is relative to pyproject.toml.', at };
}
