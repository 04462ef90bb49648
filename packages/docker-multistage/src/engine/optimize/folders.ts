import path from 'node:path';
import type { Dockerfile, Instruction, Word } from '../dockerfile/index.js';
import { copyOf } from '../dockerfile/index.js';
import { expandAt, resolveAt, workdirAt } from '../lint/rules/docker/locations.js';
import { pathOf } from '../lint/rules/paths.js';

/** A COPY of one folder of the build context into one of the image. */
export interface FolderCopy {
  instruction: Instruction;
  /** Relative to the context; empty for all of it. */
  source: string;
  /** Absolute. */
  target: string;
}

/** Reads a `COPY . .` or `COPY app/ /app/`, with nothing but `--chown` and `--chmod`. */
export function folderCopyOf(
  instruction: Instruction,
  file: Dockerfile,
  isFolder: (path: string) => boolean,
): FolderCopy | undefined {
  if (!/^(?:COPY|ADD)$/.test(instruction.keyword) || instruction.heredocs.length > 0) return undefined;
  if (instruction.flags.some(({ name }) => name !== 'chown' && name !== 'chmod')) return undefined;
  const { sources, target } = copyOf(instruction, file);
  if (sources.length !== 1 || !target) return undefined;
  const source = contextPath(sources[0]!);
  if (source === undefined || /[*?[$]/.test(source) || (source !== '' && !isFolder(source))) return undefined;
  return { instruction, source, target: resolveAt(pathOf(target), instruction, file) };
}

/** A source as a path in the context: without `./`, empty for the context itself; `undefined` when it leads outside. */
export function contextPath(word: Word): string | undefined {
  const normal = path.posix.normalize(`/${pathOf(word)}`).replace(/^\/|\/$/g, '');
  return /(?:^|\/)\.\.(?:\/|$)/.test(pathOf(word)) ? undefined : normal;
}

/** Where a file that a command names lies in the context, if a copy put it there. */
export function sourceOf(name: string, at: Instruction, { source, target }: FolderCopy, file: Dockerfile): string {
  const absolute = path.posix.resolve(workdirAt(at, file), expandAt(name, at, file));
  return path.posix.join(source, path.posix.relative(target, absolute));
}

/** Whether files lie in a folder of the context. */
export function hasFolder(paths: ReadonlySet<string>, folder: string): boolean {
  return [...paths].some((name) => name.startsWith(`${folder}/`));
}
