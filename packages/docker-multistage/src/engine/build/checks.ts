import { lstatSync } from 'node:fs';
import path from 'node:path';
import type { Diagnostic } from '@hone/core/diagnostics';
import { createLineIndex } from '@hone/core/line-index';
import { isInside } from '@hone/core/files';
import {
  type Dockerfile,
  type Instruction,
  type Span,
  type Stage,
  copyOf,
  findStage,
  mountsOf,
  stagesOf,
} from '../dockerfile/index.js';
import type { ImageRequest } from './types.js';

export const toolName = 'docker-build';

/** Makes a diagnostic of this tool at a place of the Dockerfile. */
export function diagnosticAt(
  { dockerfile: file }: Pick<ImageRequest, 'dockerfile'>,
  dockerfile: Pick<Dockerfile, 'text'>,
  at: Span | undefined,
  finding: Pick<Diagnostic, 'ruleId' | 'level' | 'message' | 'hint'>,
): Diagnostic {
  if (!at) return { tool: toolName, ...finding, location: { file } };
  const lines = createLineIndex(dockerfile.text);
  const region = { start: lines.offsetToPosition(at.start), end: lines.offsetToPosition(at.end) };
  return { tool: toolName, ...finding, location: { file, region } };
}

/** What can be said of an image before it is built. */
export function checkRequest(request: ImageRequest, dockerfile: Dockerfile, workspaceRoot: string): Diagnostic[] {
  const instructions = [...stagesNeeded(request, dockerfile)].flatMap((stage) => stage.instructions);
  return instructions.flatMap((instruction) => [
    ...checkMounts(instruction, request, dockerfile),
    ...checkSources(instruction, request, dockerfile, workspaceRoot),
  ]);
}

/** The stages that the builder runs for one: those that it builds on, copies from and mounts. */
function stagesNeeded({ stage }: ImageRequest, dockerfile: Dockerfile): Set<Stage> {
  const { all } = stagesOf(dockerfile);
  const last = stage === undefined ? all.at(-1) : findStage(all, stage);
  const needed = new Set<Stage>(last ? [last] : []);
  for (const { base, instructions } of needed) {
    if (base) needed.add(base);
    for (const name of instructions.flatMap((instruction) => sourcesOf(instruction, dockerfile))) {
      const found = findStage(all, name);
      if (found) needed.add(found);
    }
  }
  return needed;
}

function sourcesOf(instruction: Instruction, dockerfile: Dockerfile): string[] {
  const from = ['COPY', 'ADD'].includes(instruction.keyword) ? copyOf(instruction, dockerfile).from?.value : undefined;
  const mounts = instruction.keyword === 'RUN' ? mountsOf(instruction).map(({ fields }) => fields['from']) : [];
  return [from, ...mounts].filter((name) => name !== undefined);
}

/** The builder mounts nothing for a secret that is not given, unless the mount says that it is required. */
function checkMounts(instruction: Instruction, request: ImageRequest, dockerfile: Dockerfile): Diagnostic[] {
  if (instruction.keyword !== 'RUN') return [];
  return mountsOf(instruction).flatMap((mount) => {
    const { fields, type } = mount;
    if (type !== 'secret' && type !== 'ssh') return [];
    const given = type === 'secret' ? request.secrets : request.ssh;
    const id = fields['id'] ?? (type === 'ssh' ? 'default' : path.posix.basename(fields['target'] ?? ''));
    // A variable in an id is the builder's to replace.
    if (id === '' || id.includes('$') || given.some((one) => one.id === id)) return [];
    const required = ['true', '1'].includes((fields['required'] ?? '').toLowerCase());
    const what = type === 'secret' ? `The secret "${id}"` : `The SSH agent "${id}"`;
    return [
      diagnosticAt(request, dockerfile, mount, {
        ruleId: 'docker/secret-missing',
        level: required ? 'error' : 'warning',
        message: `${what} is mounted here and not given${required ? '' : ': the step runs without it'}.`,
        hint:
          type === 'secret'
            ? `Give it in the option \`secrets\`: {"id": "${id}", "env": "NAME"} or {"id": "${id}", "file": "path"}.`
            : `Give it in the option \`ssh\`: "${id}" for the agent of SSH_AUTH_SOCK.`,
      }),
    ];
  });
}

/** Sources that leave the context: the builder would say only that nothing is there. */
function checkSources(
  instruction: Instruction,
  request: ImageRequest,
  dockerfile: Dockerfile,
  workspaceRoot: string,
): Diagnostic[] {
  if (!['COPY', 'ADD'].includes(instruction.keyword)) return [];
  const { sources, from } = copyOf(instruction, dockerfile);
  if (from) return [];
  const context = path.join(workspaceRoot, request.context);
  return sources.flatMap((source) => {
    const { text } = source;
    if (/^(?:https?:\/\/|git@|git:|ssh:)/.test(text) || text.includes('$')) return [];
    const wrong = outsideOf(context, text);
    if (!wrong) return [];
    return [
      diagnosticAt(request, dockerfile, source, {
        ruleId: 'docker/outside-context',
        level: 'error',
        message: wrong,
        hint: 'Copy from inside the context, or give the folder above it as the option `context`.',
      }),
    ];
  });
}

function outsideOf(context: string, source: string): string | undefined {
  const normal = path.posix.normalize(source.replace(/^\/+/, ''));
  if (normal === '..' || normal.startsWith('../')) return `${source} lies outside the build context.`;
  const parts: string[] = [];
  for (const part of normal.split('/')) {
    if (/[*?[]/.test(part)) return undefined;
    parts.push(part);
    const stats = lstatSync(path.join(context, ...parts), { throwIfNoEntry: false });
    if (!stats) return undefined;
    const name = parts.join('/');
    if (stats.isSymbolicLink() && !isInside(context, name))
      return `${name} is a symbolic link out of the build context.`;
  }
  return undefined;
}
