import type { Dockerfile, Instruction } from '../../dockerfile/index.js';
import { stagesOf } from '../../dockerfile/index.js';
import { insert, replace } from '../../lint/rules/support.js';
import type { SpanEdit } from '../../lint/rule.js';
import type { FolderCopy } from '../folders.js';
import { folderCopyOf, hasFolder, sourceOf } from '../folders.js';
import type { Install } from '../installs.js';
import { installOf, isPreparation } from '../installs.js';
import { bindMount, mountEdit } from '../mounts.js';
import type { Pass, PassInput, PassResult } from '../pass.js';
import { doubt, nothing, together } from '../pass.js';
import type { Step, Steps } from '../steps.js';
import { hasComment, stepsOf } from '../steps.js';
import { blockOf, lineEnd, styleOf } from '../text.js';

export const dependenciesFirst: Pass = {
  id: 'dependencies-first',
  summary:
    'Moves the copy of the source behind the install of the dependencies, which gets manifest and lock by a mount.',
  reason: 'An edit of the source then leaves the layer of the dependencies as it is.',
  example: {
    files: { 'requirements.txt': 'flask==3.1.0\n', 'app.py': '' },
    before:
      'FROM python:3.12-slim\nWORKDIR /app\n# The source\nCOPY . .\nRUN pip install -r requirements.txt\nCMD ["python", "app.py"]\n',
    after:
      'FROM python:3.12-slim\nWORKDIR /app\nRUN --mount=type=bind,source=requirements.txt,target=requirements.txt \\\n    pip install -r requirements.txt\n# The source\nCOPY . .\nCMD ["python", "app.py"]\n',
  },
  run: (input) => together(stagesOf(input.file).all.map(({ instructions }) => inStage(instructions, input))),
};

function inStage(instructions: readonly Instruction[], { file, files }: PassInput): PassResult {
  const isFolder = (folder: string) => files === undefined || hasFolder(files.paths, folder);
  const copyAt = instructions.findIndex((instruction) => folderCopyOf(instruction, file, isFolder) !== undefined);
  if (copyAt === -1) return nothing;
  // An install above the copy has done the work already.
  const above = instructions.slice(0, copyAt);
  if (above.some((instruction) => stepsOf(instruction, file)?.steps.some(({ command }) => installOf(command))))
    return nothing;
  const copy = folderCopyOf(instructions[copyAt]!, file, isFolder)!;
  for (const instruction of instructions.slice(copyAt + 1)) {
    const found = installIn(instruction, file);
    if (found === undefined && mayStandBetween(instruction, file)) continue;
    if (found === undefined) return laterInstall(instructions.slice(copyAt + 1), instruction, file);
    if (!files) return doubt(instruction.line, 'The files of the build context are not known.');
    return move(copy, found, file, (install) =>
      install.manifests((name) => sourceOf(name, instruction, copy, file), files),
    );
  }
  return nothing;
}

interface Found {
  steps: Steps;
  at: number;
  step: Step;
  install: Install;
}

/** The install of a RUN whose commands before it need nothing of the source. */
function installIn(instruction: Instruction, file: Dockerfile): Found | undefined {
  const steps = stepsOf(instruction, file);
  const at = steps?.steps.findIndex(({ command }) => installOf(command)) ?? -1;
  if (!steps || at === -1 || !steps.steps.slice(0, at).every(({ command }) => isPreparation(command))) return undefined;
  return { steps, at, step: steps.steps[at]!, install: installOf(steps.steps[at]!.command)! };
}

function mayStandBetween(instruction: Instruction, file: Dockerfile): boolean {
  if (/^(?:ENV|ARG|LABEL|EXPOSE|STOPSIGNAL|MAINTAINER)$/.test(instruction.keyword)) return true;
  return stepsOf(instruction, file)?.steps.every(({ command }) => isPreparation(command)) ?? false;
}

/** Says what keeps an install from being moved, if there is one. */
function laterInstall(rest: readonly Instruction[], blocker: Instruction, file: Dockerfile): PassResult {
  const installs = rest.some(
    (instruction) =>
      installIn(instruction, file) ?? stepsOf(instruction, file)?.steps.some(({ command }) => installOf(command)),
  );
  return installs
    ? doubt(
        blocker.line,
        `This ${blocker.keyword} may need the source, and stands before the install of the dependencies.`,
      )
    : nothing;
}

function move(
  copy: FolderCopy,
  { steps, at, step, install }: Found,
  file: Dockerfile,
  manifestsOf: (install: Install) => readonly string[] | string,
): PassResult {
  const { instruction } = steps;
  const manifests = manifestsOf(install);
  if (typeof manifests === 'string') return doubt(instruction.line, manifests);
  if (manifests.some((name) => !/^[\w./-]+$/.test(name)))
    return doubt(instruction.line, 'The name of a manifest is no plain path.');
  const { keyword } = styleOf(file);
  const pairs = manifests.map((name) => [sourceOf(name, instruction, copy, file), name] as const);
  if (pairs.some(([source]) => source.startsWith('..')))
    return doubt(instruction.line, 'A manifest is not part of what is copied.');
  const edits: SpanEdit[] = [];
  const block = blockOf(copy.instruction, file.text);
  const text = file.text.slice(block.start, block.end).replaceAll('\r\n', '\n').replace(/\n?$/, '\n');
  const rest = steps.steps[at + 1];
  if (install.readsOnly) {
    edits.push(
      mountEdit(
        instruction,
        pairs.map(([source, target]) => bindMount(source, target)),
        file,
      ),
    );
    edits.push(...remove(block, file.text));
  } else {
    edits.push({
      span: { start: block.start, end: block.end },
      newText: `${keyword('COPY')} ${pairs.map(([source]) => source).join(' ')} ./\n`,
    });
  }
  if (install.withoutProject !== undefined) edits.push(insert(step.span.end, ` ${install.withoutProject}`));
  const after = install.withSource === undefined ? '' : `${keyword('RUN')} ${install.withSource}\n`;
  if (rest) {
    const between = { start: step.span.end, end: rest.span.start };
    if (hasComment(file, between)) return doubt(instruction.line, 'A comment stands where the RUN would be split.');
    const joined = install.withSource === undefined ? '' : `${install.withSource} && `;
    edits.push(replace(between, `\n${text}${keyword('RUN')} ${joined}`));
  } else {
    const end = lineEnd(file.text, instruction.end);
    const isOpen = !file.text.slice(0, end).endsWith('\n');
    edits.push(insert(end, `${isOpen ? '\n' : ''}${spaced(block, file.text) ? '\n' : ''}${text}${after}`));
  }
  return { edits, doubts: [] };
}

/** Whether empty lines stand on both sides. */
function spaced({ start, end }: { start: number; end: number }, text: string): boolean {
  return /\n\r?\n$/.test(text.slice(0, start)) && /^\r?\n/.test(text.slice(end));
}

/** Takes lines out; of the empty lines on both sides, those after go too. */
function remove(block: { start: number; end: number }, text: string): SpanEdit[] {
  const end = spaced(block, text) ? block.end + /^\r?\n/.exec(text.slice(block.end))![0].length : block.end;
  return [replace({ start: block.start, end }, '')];
}
