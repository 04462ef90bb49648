import type { Comment, Dockerfile, Instruction } from '../../dockerfile/index.js';
import { stagesOf } from '../../dockerfile/index.js';
import { isChecked, mergeCheckOptions, noCheckOption, parseCheckOption } from './check-option.js';
import type { CheckOption } from './check-option.js';

const IGNORE =
  /^hadolint[ \t]+(?:(global|stage)[ \t]+)?ignore[ \t]*=[ \t]*([A-Za-z0-9/_-]+(?:[ \t]*,[ \t]*[A-Za-z0-9/_-]+)*)[ \t]*(?:#.*)?$/;

/** A comment that turns rules off. */
export interface IgnorePragma {
  scope: 'next' | 'stage' | 'global';
  rules: readonly string[];
  comment: Comment;
}

/** The rules that a comment turns off, or `undefined` for any other comment. */
export function parseIgnorePragma(comment: Comment): IgnorePragma | undefined {
  const [, scope, list] = IGNORE.exec(comment.text) ?? [];
  if (list === undefined) return undefined;
  return { scope: (scope as 'stage' | 'global' | undefined) ?? 'next', rules: list.split(/[ \t]*,[ \t]*/), comment };
}

/** What the comments of a file turn off. */
export interface Pragmas {
  /** `# hadolint ignore=`, `# hadolint stage ignore=`, `# hadolint global ignore=`. */
  isIgnored(rule: string, instruction: Instruction): boolean;
  /** `# check=`: the directive, and comments above the instruction or its stage. */
  isChecked(rule: string, isExperimental: boolean, instruction: Instruction): boolean;
}

/** Reads the comments of a file. */
export function readPragmas(file: Dockerfile, fileOption: CheckOption): Pragmas {
  const pragmas = file.comments.flatMap((comment) => parseIgnorePragma(comment) ?? []);
  const global = new Set(pragmas.filter(({ scope }) => scope === 'global').flatMap(({ rules }) => rules));
  const nextLine = byNextLine(pragmas, 'next');
  const stageLine = byNextLine(pragmas, 'stage');
  const stages = stagesOf(file).all;
  const stageStart = (instruction: Instruction) =>
    stages.filter((stage) => stage.instruction.start < instruction.start).at(-1)?.instruction.line ?? 0;
  return {
    isIgnored: (rule, instruction) =>
      global.has(rule) ||
      (nextLine.get(instruction.line)?.has(rule) ?? false) ||
      (stageLine.size > 0 && (stageLine.get(stageStart(instruction))?.has(rule) ?? false)),
    isChecked: (rule, isExperimental, instruction) =>
      isChecked(optionOf(instruction, fileOption), rule, isExperimental),
  };
}

function byNextLine(pragmas: readonly IgnorePragma[], scope: IgnorePragma['scope']): Map<number, Set<string>> {
  const byLine = new Map<number, Set<string>>();
  for (const pragma of pragmas) {
    if (pragma.scope === scope) byLine.set(pragma.comment.line + 1, new Set(pragma.rules));
  }
  return byLine;
}

/** The first `check=` among the comments above an instruction counts; what follows a space explains it. */
function optionOf({ comments }: Instruction, fileOption: CheckOption): CheckOption {
  for (const { text } of comments) {
    const value = /^check\s*=\s*(\S+)/i.exec(text)?.[1];
    if (value === undefined) continue;
    const own = parseCheckOption(value);
    return mergeCheckOptions(fileOption, typeof own === 'string' ? noCheckOption : own);
  }
  return fileOption;
}
