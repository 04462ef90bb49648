import { lineOf, stagesOf } from '../../../dockerfile/index.js';
import type { Finding, Rule } from '../../rule.js';
import { runsOf } from '../../scripts.js';
import type { Command, ShellWord } from '../../../shell/index.js';
import { operandsOf, runs } from '../../../shell/index.js';
import { listWords } from '../commands.js';

const TOOLS = new Set([
  'autoconf',
  'automake',
  'build-base',
  'build-essential',
  'bison',
  'cargo',
  'clang',
  'cmake',
  'flex',
  'g++',
  'gcc',
  'gfortran',
  'golang',
  'golang-go',
  'libtool',
  'llvm',
  'make',
  'meson',
  'ninja',
  'ninja-build',
  'nasm',
  'rustc',
  'rustup',
  'rust',
  'go',
  'default-jdk',
  'protobuf-compiler',
]);

/** Stages that are meant to hold tools. */
const WORKSHOP = /dev|test|build|ci|lint|tool|debug/;

export const buildToolsInFinalStage: Rule = {
  id: 'docker/build-tools-in-final-stage',
  source: 'docker',
  summary: 'The final stage holds what is needed only to build.',
  reason:
    'Compilers and headers are hundreds of megabytes and a help to whoever breaks in. Build in a stage of its own and copy the result.',
  severity: 'warning',
  bad: 'FROM python:3.12-slim\nRUN apt-get update && apt-get install -y build-essential && rm -rf /var/lib/apt/lists/*\nCMD ["python", "-m", "app"]\n',
  good: 'FROM python:3.12-slim AS build\nRUN apt-get update && apt-get install -y build-essential && rm -rf /var/lib/apt/lists/*\nFROM python:3.12-slim\nCOPY --from=build /venv /venv\nCMD ["python", "-m", "app"]\n',
  *check(file): Generator<Finding> {
    const last = stagesOf(file).all.at(-1);
    if (!last || WORKSHOP.test(last.name ?? '')) return;
    const inImage = new Set(lineOf(last).flatMap(({ instructions }) => instructions));
    for (const run of runsOf(file)) {
      if (!inImage.has(run.instruction)) continue;
      const removed = new Set(run.commands.filter(isRemoval).flatMap(({ args }) => args.map(({ text }) => text)));
      const tools = run.commands.flatMap(toolsInstalled).filter(({ text }) => !isRemoved(text, removed));
      const compile = run.commands.find(compiles);
      const first = tools[0];
      if (first) {
        yield {
          of: run.instruction,
          at: run.spanOf(first),
          message: `Build tools in the final stage: ${listWords(tools)}.`,
          hint: 'Install them in a stage of their own, and copy the result with COPY --from.',
        };
      } else if (compile) {
        yield {
          of: run.instruction,
          at: run.spanOf(compile),
          message: `\`${compile.name}\` compiles in the final stage, so the compiler is in the image.`,
          hint: 'Compile in a stage of its own, and copy the result with COPY --from.',
        };
      }
    }
  },
};

function toolsInstalled(command: Command): ShellWord[] {
  const isInstall =
    runs(command, ['apt-get', 'apt', 'dnf', 'microdnf', 'yum', 'zypper'], ['install', 'in']) ||
    runs(command, 'apk', ['add']);
  // `apk add --virtual name` is for a removal that may stand in another RUN; then it is in the layer all the same.
  return isInstall ? operandsOf(command, ['t', 'virtual', 'target-release']).filter(({ text }) => isTool(text)) : [];
}

function isTool(text: string): boolean {
  const name = text.split(/[=<>~]/, 1)[0]!;
  return (
    TOOLS.has(name) || /-(?:dev|devel|headers)$/.test(name) || /^(?:gcc|g\+\+|clang|openjdk)-\d+(?:-jdk)?$/.test(name)
  );
}

function isRemoval(command: Command): boolean {
  return (
    runs(command, ['apt-get', 'apt', 'dnf', 'microdnf', 'yum'], ['purge', 'remove', 'autoremove', 'erase']) ||
    runs(command, 'apk', ['del'])
  );
}

/** A removal by a variable, of a virtual package or of what nobody needs may mean any of them. */
function isRemoved(text: string, removed: ReadonlySet<string>): boolean {
  const isOpen = [...removed].some((name) => name.startsWith('$') || /^\.|^[\w-]*(?:deps|virtual)$/.test(name));
  return isOpen || removed.has(text.split(/[=<>~]/, 1)[0]!);
}

function compiles(command: Command): boolean {
  return (
    (command.name === 'cargo' && ['build', 'install'].includes(operandsOf(command)[0]?.text ?? '')) ||
    (command.name === 'go' && ['build', 'install'].includes(operandsOf(command)[0]?.text ?? '')) ||
    runs(command, ['mvn', './mvnw'], ['package', 'install', 'verify']) ||
    runs(command, ['gradle', './gradlew'], ['build', 'assemble', 'bootJar', 'installDist'])
  );
}
