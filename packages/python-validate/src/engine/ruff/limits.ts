import { relative } from 'node:path';
import { toSlashes } from './config/file-patterns.js';
import type { RuffConfig } from './config/ruff-config.js';
import { embeddedEngine } from './embedded/embedded-engine.js';
import { stubNote } from './embedded/path-rules.js';
import type { RuffEngine } from './engine.js';
import type { PreparedProject } from './prepare.js';

/** What of the configurations could not be honoured, one sentence each. */
export function limitNotes({ configs, requests, project }: PreparedProject, engine: RuffEngine): string[] {
  const isEmbedded = engine === embeddedEngine;
  const hasLintedStub = requests.some(({ file, lint }) => lint && file.file.endsWith('.pyi'));
  return [...(isEmbedded && hasLintedStub ? [stubNote] : []), ...[...configs].flatMap((config) => configNotes(config))];

  function configNotes(config: RuffConfig): string[] {
    if (!config.source) return [];
    const file = toSlashes(relative(project.workspaceRoot, config.source.path));
    const { options } = config.merged;
    const required = options['required-version'];
    return [
      ...(isEmbedded && typeof required === 'string'
        ? [`${file} requires ruff ${required}; the embedded ruff is ${engine.version} and was used all the same.`]
        : []),
      ...(isEmbedded && options.extension !== undefined
        ? [`${file}: the embedded ruff can't honour \`extension\`.`]
        : []),
      ...(options['respect-gitignore'] === false
        ? [`${file}: \`respect-gitignore = false\` is not honoured; ignored files are never checked.`]
        : []),
    ];
  }
}
