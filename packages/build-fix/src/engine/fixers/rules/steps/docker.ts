import { type Instruction, baseImage, packageManager, parseInstructions, stagesOf } from '../find/dockerfile.js';
import { fillData } from '../template.js';
import { NotApplicable } from '../workbench.js';
import type { Step } from './step.js';

/** How each package manager is told to install, and how an instruction that does so is known. */
const INSTALLS = {
  apt: {
    known: /^(.*\bapt(?:-get)? +(?:-\S+ +)*install +(?:-\S+ +)*)(\S)/,
    run: (name: string) =>
      `RUN apt-get update && apt-get install -y --no-install-recommends ${name} && rm -rf /var/lib/apt/lists/*`,
  },
  apk: {
    known: /^(.*\bapk +(?:-\S+ +)*add +(?:-\S+ +)*)(\S)/,
    run: (name: string) => `RUN apk add --no-cache ${name}`,
  },
  dnf: {
    known: /^(.*\b(?:micro)?dnf +(?:-\S+ +)*install +(?:-\S+ +)*)(\S)/,
    run: (name: string) => `RUN dnf install -y ${name} && dnf clean all`,
  },
} as const;

/** Installs a system package before the instruction at a line: in the stage's own install, else by a RUN of its own. */
export const installPackage: Step = (argument, { variables, bench }) => {
  const { file, line, package: name } = fillData(argument, variables) as Record<string, string>;
  const text = bench.text(file!);
  const instructions = parseInstructions(text);
  const target = instructions.find((each) => each.line <= Number(line) && Number(line) <= each.lastLine);
  if (!target || target.stage < 0) throw new NotApplicable('no stage is known');
  const image = baseImage(stagesOf(instructions), target.stage);
  const manager = image === undefined ? undefined : packageManager(image);
  if (!manager) throw new NotApplicable('the package manager of the image is not known');
  const { known, run } = INSTALLS[manager];
  const before = instructions.filter(({ stage, line: at }) => stage === target.stage && at <= target.line);
  const install = before.find((each) => each.keyword === 'RUN' && known.test(each.text));
  if (install && new RegExp(`(?:^|\\s)${name!.replace(/[.+]/g, '\\$&')}(?:[=\\s]|$)`).test(install.text)) {
    throw new NotApplicable(`${name} is installed`);
  }
  const offset = install ? placeInInstall(text, install, known) : undefined;
  if (offset !== undefined) {
    bench.replace(file!, [{ start: offset, end: offset, newText: `${name} ` }]);
    return;
  }
  const at = startOfLine(text, placeOfNewRun(instructions, target));
  bench.replace(file!, [{ start: at, end: at, newText: `${run(name!)}\n` }]);
};

/** Where the first package stands, when it is on the line of the install itself. */
function placeInInstall(text: string, install: Instruction, known: RegExp): number | undefined {
  const lines = text.split('\n');
  for (let line = install.line; line <= install.lastLine; line++) {
    const content = lines[line - 1]!;
    const match = known.exec(content);
    if (!match || match[2] === '\\') continue;
    return startOfLine(text, line) + match[1]!.length;
  }
  return undefined;
}

/** A system package comes before the files of the project, so that it stays cached when they change. */
function placeOfNewRun(instructions: readonly Instruction[], target: Instruction): number {
  const stage = instructions.filter((each) => each.stage === target.stage);
  const copies = stage.find(({ keyword, line }) => (keyword === 'COPY' || keyword === 'ADD') && line < target.line);
  return (copies ?? target).line;
}

const startOfLine = (text: string, line: number): number =>
  text
    .split('\n')
    .slice(0, line - 1)
    .reduce((sum, each) => sum + each.length + 1, 0);
