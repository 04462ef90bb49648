import path from 'node:path';
import type { Dockerfile, Instruction, Stage } from '../../../dockerfile/index.js';
import { expand, lineOf, stagesOf } from '../../../dockerfile/index.js';
import { scopesOf } from '../../scopes.js';

/** The stage that an instruction stands in. */
export function stageOf(instruction: Instruction, file: Dockerfile): Stage | undefined {
  return stagesOf(file).of(instruction);
}

/** The instructions above one, in its stage and those that it builds on, in the order in which they take effect. */
export function instructionsAbove(instruction: Instruction, file: Dockerfile): Instruction[] {
  const stage = stageOf(instruction, file);
  if (!stage) return [];
  return [...lineOf(stage)]
    .reverse()
    .flatMap(({ instructions }) => instructions)
    .filter(({ start }) => start < instruction.start);
}

/** A text with the variables replaced that are known at an instruction. */
export function expandAt(text: string, instruction: Instruction, file: Dockerfile): string {
  const values = scopesOf(file).get(instruction)?.values;
  return expand(text, file.escape, (name) => values?.get(name));
}

const knownFolders = new WeakMap<Dockerfile, ReadonlyMap<Instruction, string>>();

/** The folder that an instruction works in, as far as WORKDIR says it: `/` where nothing does. */
export function workdirAt(instruction: Instruction, file: Dockerfile): string {
  let folders = knownFolders.get(file);
  if (!folders) knownFolders.set(file, (folders = readFolders(file)));
  return folders.get(instruction) ?? '/';
}

function readFolders(file: Dockerfile): Map<Instruction, string> {
  const folders = new Map<Instruction, string>();
  const ends = new Map<Stage, string>();
  for (const stage of stagesOf(file).all) {
    let folder = (stage.base && ends.get(stage.base)) ?? '/';
    for (const instruction of stage.instructions) {
      folders.set(instruction, folder);
      if (instruction.keyword !== 'WORKDIR') continue;
      folder = path.posix.resolve(folder, expandAt(instruction.operands.text, instruction, file));
    }
    ends.set(stage, folder);
  }
  return folders;
}

/** An absolute path without a slash at its end, from one that may be relative to the working folder. */
export function resolveAt(text: string, instruction: Instruction, file: Dockerfile): string {
  return path.posix.resolve(workdirAt(instruction, file), expandAt(text, instruction, file));
}

/** Whether a path is a folder or lies in it. */
export function isWithin(inner: string, folder: string): boolean {
  return inner === folder || inner.startsWith(folder === '/' ? '/' : `${folder}/`);
}
