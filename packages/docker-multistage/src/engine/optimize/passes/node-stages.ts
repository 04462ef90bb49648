import type { Dockerfile, Instruction, Stage } from '../../dockerfile/index.js';
import { workdirAt } from '../../lint/rules/docker/locations.js';
import { insert } from '../../lint/rules/support.js';
import type { SpanEdit } from '../../lint/rule.js';
import { operandsOf } from '../../shell/index.js';
import type { Command } from '../../shell/index.js';
import { baseImageOf } from '../base-image.js';
import { folderCopyOf, hasFolder } from '../folders.js';
import { installOf, parseJson } from '../installs.js';
import type { Pass, PassInput, PassResult, ProjectFiles } from '../pass.js';
import { doubt, nothing } from '../pass.js';
import {
  copiesManifests,
  isInstallRun,
  onlyStage,
  splitEdits,
  systemInstallsOf,
  whyNotRun,
  whyNotSplit,
} from '../split.js';
import { environmentAt, resolveScript, startOf } from '../start-command.js';
import type { Step } from '../steps.js';
import { stepsOf } from '../steps.js';
import { styleOf, writtenOf } from '../text.js';

/** node-gyp is written in Python. */
const FOR_NODE_GYP = ['python', 'python3', 'python-is-python3', 'py3-setuptools'];

const FILES = {
  'package.json':
    '{"scripts": {"build": "tsc", "start": "node dist/main.js"}, "dependencies": {"express": "4.21.2"}, "devDependencies": {"typescript": "5.9.3"}}',
  'package-lock.json': '{}',
};

export const nodeProduction: Pass = {
  id: 'node-production',
  summary: 'Installs only production dependencies where nothing is built.',
  reason: 'Test runners and the like are of no use in an image that only runs.',
  example: {
    files: {
      'package.json': '{"scripts": {"start": "node server.js"}, "devDependencies": {"jest": "29.7.0"}}',
      'package-lock.json': '{}',
    },
    before:
      'FROM node:22-slim\nWORKDIR /app\nCOPY package.json package-lock.json ./\nRUN npm ci\nCOPY . .\nCMD ["npm", "start"]\n',
    after:
      'FROM node:22-slim\nWORKDIR /app\nCOPY package.json package-lock.json ./\nRUN npm ci --omit=dev\nCOPY . .\nCMD ["npm", "start"]\n',
  },
  run({ file, files }) {
    const stage = onlyStage(file);
    if (!stage || baseImageOf(stage, file).language !== 'node') return nothing;
    const all = stage.instructions.flatMap((instruction) => stepsOf(instruction, file)?.steps ?? []);
    const install = all.find(({ command }) => installOf(command));
    if (!install || isProduction(install.command, stage, file) || !hasDevelopmentDependencies(files)) return nothing;
    const line = lineOf(file, install);
    // What a later RUN does may need all of them: that is for the stages.
    const isOther = (instruction: Instruction) => instruction.keyword === 'RUN' && !isInstallRun(instruction, file);
    if (stage.instructions.some((instruction) => instruction.line > line && isOther(instruction))) return nothing;
    const problem = whyNotProduction(stage, files);
    if (problem !== undefined) return doubt(line, problem);
    const flag = productionFlag(install.command);
    return flag === undefined ? nothing : { edits: [insert(install.span.end, ` ${flag}`)], doubts: [] };
  },
};

export const nodeStages: Pass = {
  id: 'node-stages',
  summary: 'Builds a Node project in a stage of its own, and runs it with production dependencies only.',
  reason: 'Bundlers, type checkers and compilers stay behind; production dependencies change only with the lock file.',
  example: {
    files: FILES,
    before:
      'FROM node:22-slim\nWORKDIR /app\nCOPY package.json package-lock.json ./\nRUN npm ci\nCOPY . .\nRUN npm run build\nEXPOSE 3000\nCMD ["node", "dist/main.js"]\n',
    after:
      'FROM node:22-slim AS dependencies\nWORKDIR /app\nCOPY package.json package-lock.json ./\nRUN npm ci --omit=dev\n\nFROM dependencies AS build\nRUN npm ci\nCOPY . .\nRUN npm run build && rm -rf node_modules\n\nFROM node:22-slim\nWORKDIR /app\nENV NODE_ENV=production\nCOPY --from=dependencies /app/node_modules ./node_modules\nCOPY --from=build /app ./\nEXPOSE 3000\nCMD ["node", "dist/main.js"]\n',
  },
  run(input) {
    const stage = onlyStage(input.file);
    return stage && baseImageOf(stage, input.file).language === 'node' ? split(stage, input) : nothing;
  },
};

function split(stage: Stage, { file, files }: PassInput): PassResult {
  const { instructions } = stage;
  const install = instructions.find((instruction) =>
    stepsOf(instruction, file)?.steps.some(({ command }) => installOf(command)),
  );
  if (!install) return nothing;
  const build = instructions.findLast((instruction) =>
    stepsOf(instruction, file)?.steps.some(({ command }) => isBuild(command)),
  );
  const last = build ?? install;
  const building = instructions.filter(({ start }) => start <= last.start);
  const after = instructions.filter(({ start }) => start > last.start);
  const installs = systemInstallsOf(building, file, FOR_NODE_GYP);
  if ('reason' in installs) return build ? { edits: [], doubts: [installs] } : nothing;
  if (!build && installs.every((found) => found.build.length === 0)) return nothing;
  const isFolder = (folder: string) => files !== undefined && hasFolder(files.paths, folder);
  const copiesSource = (instruction: Instruction) =>
    build !== undefined && folderCopyOf(instruction, file, isFolder) !== undefined;
  const problem =
    whyNotSplit(
      building,
      (instruction) =>
        instruction === build ||
        copiesManifests(instruction, file) ||
        copiesSource(instruction) ||
        isInstallRun(instruction, file),
    ) ?? whyNotRun(after, file);
  if (problem) return { edits: [], doubts: [problem] };
  const step = stepsOf(install, file)!.steps.find(({ command }) => installOf(command))!;
  const why = whyNotProduction(stage, files) ?? whyGenerated(files);
  if (why !== undefined) return doubt(last.line, why);
  const folder = workdirAt(install, file);
  if (folder === '/' || workdirAt(last, file) !== folder)
    return doubt(install.line, 'Its working folder is not one folder of its own.');
  return build
    ? splitBuild(stage, install, step, build, { file, files })
    : splitInstall(stage, install, step, { file, files });
}

type Known = Pick<PassInput, 'file' | 'files'>;

/** Without production dependencies, npm makes no folder for them. */
function copyOfModules(copy: string, files: ProjectFiles | undefined): string[] {
  const manifest = parseJson(files?.read('package.json'));
  const fields = ['dependencies', 'optionalDependencies', 'peerDependencies'];
  return fields.some((field) => Object.keys((manifest?.[field] ?? {}) as object).length > 0) ? [copy] : [];
}

/** Production dependencies, a build on top of them, and what runs. */
function splitBuild(
  stage: Stage,
  install: Instruction,
  step: Step,
  build: Instruction,
  { file, files }: Known,
): PassResult {
  const { keyword } = styleOf(file);
  const flag = productionFlag(step.command);
  const source = stage.instructions.some(
    ({ start, keyword: word }) => /^(?:COPY|ADD)$/.test(word) && start > install.start && start < build.start,
  );
  if (flag === undefined || isProduction(step.command, stage, file))
    return doubt(install.line, 'The build has production dependencies only.');
  if (!source) return doubt(install.line, 'The source is copied before the dependencies are installed.');
  const steps = stepsOf(build, file)!.steps;
  if (steps.some(({ command }) => installOf(command))) return doubt(build.line, 'One RUN installs and builds.');
  const folder = workdirAt(install, file);
  const again = insertionOf(install, step, flag, file);
  const systemInstalls = systemInstallsOf(
    stage.instructions.filter(({ start }) => start < install.start),
    file,
    FOR_NODE_GYP,
  );
  const edits = splitEdits(
    {
      stage,
      last: build,
      name: 'dependencies',
      runtimeImage: stage.from.image.raw,
      systemInstalls: 'reason' in systemInstalls ? [] : systemInstalls,
      copies: [
        ...(environmentAt(stage, 'NODE_ENV', file) === undefined ? [`${keyword('ENV')} NODE_ENV=production`] : []),
        ...copyOfModules(`${keyword('COPY')} --from=dependencies ${folder}/node_modules ./node_modules`, files),
        `${keyword('COPY')} --from=build ${folder} ./`,
      ],
    },
    file,
  );
  return { edits: [...edits, ...again, insert(steps.at(-1)!.span.end, ' && rm -rf node_modules')], doubts: [] };
}

/** The install without development dependencies, before the one that the build needs. */
function insertionOf(install: Instruction, step: Step, flag: string, file: Dockerfile): SpanEdit[] {
  const { keyword } = styleOf(file);
  const written = writtenOf(install, file.text);
  const at = step.span.end - install.start - (file.text.slice(install.start, step.span.end).split('\r\n').length - 1);
  const production = `${written.slice(0, at)} ${flag}${written.slice(at)}`;
  return [insert(install.start, `${production}\n\n${keyword('FROM')} dependencies ${keyword('AS')} build\n`)];
}

/** Compilers in the stage that installs, and none in the one that runs. */
function splitInstall(stage: Stage, install: Instruction, step: Step, { file, files }: Known): PassResult {
  const { keyword } = styleOf(file);
  const flag = isProduction(step.command, stage, file) ? undefined : productionFlag(step.command);
  const folder = workdirAt(install, file);
  const systemInstalls = systemInstallsOf(
    stage.instructions.filter(({ start }) => start < install.start),
    file,
    FOR_NODE_GYP,
  );
  const edits = splitEdits(
    {
      stage,
      last: install,
      name: 'build',
      keepsManifests: true,
      runtimeImage: stage.from.image.raw,
      systemInstalls: 'reason' in systemInstalls ? [] : systemInstalls,
      copies: copyOfModules(`${keyword('COPY')} --from=build ${folder}/node_modules ./node_modules`, files),
    },
    file,
  );
  return { edits: flag === undefined ? edits : [...edits, insert(step.span.end, ` ${flag}`)], doubts: [] };
}

const sub = (command: Command) => operandsOf(command).map(({ text }) => text);

/** `npm run build`, `yarn build`, `npx tsc`, `tsc`. */
function isBuild(command: Command): boolean {
  const words = sub(command);
  if (/^(?:npm|yarn|pnpm)$/.test(command.name))
    return /^build(?::\w+)?$/.test((words[0] === 'run' ? words[1] : words[0]) ?? '');
  return command.name === 'npx' && /^(?:tsc|next|vite|webpack|nest|tsup|esbuild)$/.test(words[0] ?? '');
}

const FLAGS: Readonly<Record<string, string>> = { npm: '--omit=dev', pnpm: '--prod', yarn: '--production' };

function productionFlag(command: Command): string | undefined {
  const manager = installOf(command)?.manager;
  if (manager === 'npm' && sub(command)[0] !== 'ci') return undefined;
  return FLAGS[manager ?? ''];
}

function isProduction(command: Command, stage: Stage, file: Dockerfile): boolean {
  const isSet = environmentAt(stage, 'NODE_ENV', file) === 'production';
  return (
    isSet ||
    command.args.some(({ text }) =>
      /^(?:--omit=dev|--production(?:=true)?|--only=prod(?:uction)?|--prod|-P)$/.test(text),
    )
  );
}

function hasDevelopmentDependencies(files: ProjectFiles | undefined): boolean {
  return Object.keys((parseJson(files?.read('package.json'))?.['devDependencies'] ?? {}) as object).length > 0;
}

/** Why production dependencies may not be enough to run. */
function whyNotProduction(stage: Stage, files: ProjectFiles | undefined): string | undefined {
  if (!files) return 'The files of the build context are not known.';
  const words = startOf(stage);
  const script = words && resolveScript(words, files);
  if (script === undefined) return 'The start command is not known.';
  const manifest = parseJson(files.read('package.json'));
  const program = /^(?:(?:[A-Z_]+=\S*|npx|exec|node_modules\/\.bin\/|cross-env)\s+)*(\S+)/.exec(script)?.[1] ?? '';
  if (program === 'node') return undefined;
  const dependencies = { ...(manifest?.['dependencies'] as object | undefined) };
  return Object.hasOwn(dependencies, program)
    ? undefined
    : `Nobody knows which dependencies \`${program}\` needs to run.`;
}

/** Dependencies that a build changes, which a second install would not have. */
function whyGenerated(files: ProjectFiles | undefined): string | undefined {
  const text = files?.read('package.json') ?? '';
  const tool = /"(?:@prisma\/client|prisma|patch-package)"/.exec(text)?.[0];
  return tool === undefined ? undefined : `${tool.replaceAll('"', '`')} writes into node_modules.`;
}

function lineOf({ text }: Dockerfile, { span }: Step): number {
  return text.slice(0, span.start).split('\n').length;
}
