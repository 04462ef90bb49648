import type { Dockerfile, Instruction, Stage } from '../dockerfile/index.js';
import { copyOf, stagesOf, variablesIn } from '../dockerfile/index.js';
import { insert } from '../lint/rules/support.js';
import type { SpanEdit } from '../lint/rule.js';
import { runOf } from '../lint/scripts.js';
import { isManifest } from '../lint/rules/docker/package-managers.js';
import { pathOf } from '../lint/rules/paths.js';
import { folderCopyOf } from './folders.js';
import { installOf, isPreparation } from './installs.js';
import type { Doubt } from './pass.js';
import { stepsOf } from './steps.js';
import type { SystemInstall } from './system-packages.js';
import { installText, systemInstallOf } from './system-packages.js';
import { blockOf, insertAfter, styleOf, writtenOf } from './text.js';

/** What a pass that splits a stage says of it. */
export interface SplitPlan {
  stage: Stage;
  /** The last instruction that only builds. */
  last: Instruction;
  /** Name of the stage that builds. */
  name: string;
  /** What follows FROM in the stage that runs. */
  runtimeImage: string;
  /** Libraries are of the distribution of the runtime image. */
  systemInstalls: readonly SystemInstall[];
  /** In the image that runs already. */
  inRuntimeImage?: readonly string[];
  /** Variables that only a build needs. */
  buildVariables?: RegExp;
  /** A COPY of manifests is for what runs too. */
  keepsManifests?: true;
  /** Lines of the stage that runs, after what it takes over. */
  copies: readonly string[];
}

/** The only stage of a file, if it is not named, for somebody may ask for it by that name. */
export function onlyStage(file: Dockerfile): Stage | undefined {
  const { all } = stagesOf(file);
  const [stage] = all;
  return all.length === 1 && stage && stage.name === undefined && !stage.base ? stage : undefined;
}

/** Instructions that make no layer and are about what runs. */
const ABOUT_RUNNING = new Set([
  'LABEL',
  'EXPOSE',
  'VOLUME',
  'STOPSIGNAL',
  'CMD',
  'ENTRYPOINT',
  'HEALTHCHECK',
  'MAINTAINER',
]);
/** Instructions that both stages need. */
const BOTH = new Set(['ENV', 'ARG', 'WORKDIR', 'SHELL']);

/**
 * Checks that what stands in the part that builds is understood.
 *
 * @param isKnown says what the pass itself takes care of
 */
export function whyNotSplit(
  instructions: readonly Instruction[],
  isKnown: (instruction: Instruction) => boolean,
): Doubt | undefined {
  const strange = instructions.find(
    (instruction) => !BOTH.has(instruction.keyword) && !ABOUT_RUNNING.has(instruction.keyword) && !isKnown(instruction),
  );
  return strange && { line: strange.line, reason: `This ${strange.keyword} may be for the build or for what runs.` };
}

/** The edits of a split: the stage that builds keeps its lines, the one that runs is written between them. */
export function splitEdits(plan: SplitPlan, file: Dockerfile): SpanEdit[] {
  const { stage, last, name } = plan;
  const style = styleOf(file);
  const { keyword } = style;
  const { text } = file;
  const building = stage.instructions.filter(({ start }) => start <= last.start);
  const after = stage.instructions.filter(({ start }) => start > last.start);
  const common = commonPart(plan, building);
  const own = building.filter((instruction) => !common.includes(instruction));
  const moved = own.filter((instruction) => ABOUT_RUNNING.has(instruction.keyword));
  const both = own.filter(
    (instruction) => BOTH.has(instruction.keyword) && !isForBuild(instruction, plan, after, file),
  );
  const lines = [
    `${keyword('FROM')} ${common.length > 0 ? 'base' : plan.runtimeImage}`,
    ...both.map((instruction) => writtenOf(instruction, text)),
    ...systemLines(plan, common, file),
    ...plan.copies,
    ...keptManifests(plan, building, after, file).map((instruction) => writtenOf(instruction, text)),
    ...moved.map((instruction) => writtenOf(instruction, text)),
  ];
  const nameEdits =
    common.length > 0
      ? [
          insert(stage.from.image.end, ` ${keyword('AS')} base`),
          insertAfter(common.at(-1)!, `\n${keyword('FROM')} base ${keyword('AS')} ${name}\n`, text),
        ]
      : [insert(stage.from.image.end, ` ${keyword('AS')} ${name}`)];
  return [
    ...nameEdits,
    ...moved.map((instruction) => ({ span: blockOf(instruction, text), newText: '' })),
    insertAfter(last, `\n${lines.join('\n')}\n`, text),
  ];
}

/** What stands above the first thing that only builds, where it installs packages: both stages begin with it. */
function commonPart(
  { stage, systemInstalls, runtimeImage }: SplitPlan,
  building: readonly Instruction[],
): readonly Instruction[] {
  if (runtimeImage !== stage.from.image.raw) return [];
  const isShared = (instruction: Instruction) =>
    /^(?:ENV|WORKDIR|SHELL)$/.test(instruction.keyword) ||
    systemInstalls.some((install) => install.instruction === instruction && install.build.length === 0);
  const end = building.findIndex((instruction) => !isShared(instruction));
  const prefix = building.slice(0, end === -1 ? undefined : end);
  const lastInstall = prefix.findLastIndex(({ keyword }) => keyword === 'RUN');
  return prefix.slice(0, lastInstall + 1);
}

/** Manifests that were in the image, and that the source does not bring again. */
function keptManifests(
  { keepsManifests }: SplitPlan,
  building: readonly Instruction[],
  after: readonly Instruction[],
  file: Dockerfile,
): Instruction[] {
  if (!keepsManifests || after.some((instruction) => folderCopyOf(instruction, file, () => true)?.source === ''))
    return [];
  return building.filter((instruction) => copiesManifests(instruction, file));
}

/** Variables of the build, and ARGs of which nothing after it makes use. */
function isForBuild(
  instruction: Instruction,
  { buildVariables }: SplitPlan,
  after: readonly Instruction[],
  file: Dockerfile,
): boolean {
  const { text } = instruction.operands;
  if (instruction.keyword === 'ENV')
    return (
      buildVariables !== undefined && text.split(/\s+(?=[A-Za-z_]\w*=)/).every((pair) => buildVariables.test(pair))
    );
  if (instruction.keyword !== 'ARG') return false;
  const name = /^\w+/.exec(text)?.[0];
  return !after.some((other) => variablesIn(other.operands.text, file.escape, false).some((use) => use.name === name));
}

function systemLines(
  { systemInstalls, inRuntimeImage = [] }: SplitPlan,
  common: readonly Instruction[],
  file: Dockerfile,
): string[] {
  const own = systemInstalls.filter(({ instruction }) => !common.includes(instruction));
  const [first] = own;
  const packages = [...new Set(own.flatMap(({ runtime }) => runtime))].filter((name) => !inRuntimeImage.includes(name));
  if (!first || packages.length === 0) return [];
  return [installText(first.manager, packages, styleOf(file))];
}

/** The RUN instructions that install packages of the distribution, or why one of them cannot be split. */
export function systemInstallsOf(
  instructions: readonly Instruction[],
  file: Dockerfile,
  alsoBuild: readonly string[] = [],
): SystemInstall[] | Doubt {
  const found: SystemInstall[] = [];
  for (const instruction of instructions) {
    const install = systemInstallOf(instruction, file, alsoBuild);
    if (typeof install === 'string') return { line: instruction.line, reason: install };
    if (install) found.push(install);
  }
  return found;
}

/** A COPY of nothing but manifests, which only an install reads. */
export function copiesManifests(instruction: Instruction, file: Dockerfile): boolean {
  if (instruction.keyword !== 'COPY' || instruction.flags.length > 0) return false;
  const { sources } = copyOf(instruction, file);
  return sources.length > 0 && sources.every((word) => isManifest(pathOf(word)));
}

/** A RUN of installs and preparations. */
export function isInstallRun(instruction: Instruction, file: Dockerfile): boolean {
  const steps = stepsOf(instruction, file);
  return steps?.steps.every(({ command }) => installOf(command) !== undefined || isPreparation(command)) ?? false;
}

/** Programs that a stage without compilers can run all the same. */
const HARMLESS =
  /^(?:python[\d.]*|mkdir|chown|chmod|useradd|adduser|groupadd|addgroup|ln|cp|mv|touch|rm|echo|sed|cat|true|id|ls|install|find|tr|printf|django-admin|flask|node)$/;

/** The first RUN after the build that may need what only the build has. */
export function whyNotRun(after: readonly Instruction[], file: Dockerfile): Doubt | undefined {
  for (const instruction of after.filter(({ keyword }) => keyword === 'RUN')) {
    const strange = runOf(instruction, file.text).commands.find(({ name }) => !HARMLESS.test(name));
    if (strange) return { line: instruction.line, reason: `\`${strange.name}\` may need what only the build has.` };
  }
  return undefined;
}
