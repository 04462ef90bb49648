import path from 'node:path';
import type { Dockerfile, Instruction, Stage } from '../../dockerfile/index.js';
import { resolveAt, workdirAt } from '../../lint/rules/docker/locations.js';
import { insert, replace } from '../../lint/rules/support.js';
import type { SpanEdit } from '../../lint/rule.js';
import type { Command } from '../../shell/index.js';
import { flagValues, hasFlag, operandsOf } from '../../shell/index.js';
import type { BaseImage } from '../base-image.js';
import { baseImageOf } from '../base-image.js';
import { folderCopyOf, hasFolder } from '../folders.js';
import { isPreparation } from '../installs.js';
import type { Pass, PassInput, PassResult, ProjectFiles } from '../pass.js';
import { doubt, nothing } from '../pass.js';
import { rustLibraries } from '../rust-libraries.js';
import { copiesManifests, onlyStage, splitEdits, systemInstallsOf, whyNotRun, whyNotSplit } from '../split.js';
import { lastOf } from '../start-command.js';
import type { Step } from '../steps.js';
import { stepsOf } from '../steps.js';
import { styleOf } from '../text.js';

const CERTIFICATES = '/etc/ssl/certs/ca-certificates.crt';

export const rustStages: Pass = {
  id: 'rust-stages',
  summary: 'Builds a Rust program in a stage of its own, and runs the binary on a plain Debian or alpine.',
  reason:
    'The toolchain is more than a gigabyte of which nothing runs. The Debian release of both stages is the same, so that the C library fits, and files that the program may read come along.',
  example: {
    files: { 'Cargo.toml': '[package]\nname = "router"\n', 'Cargo.lock': '', 'src/main.rs': 'fn main() {}\n' },
    before:
      'FROM rust:1.85-bookworm\nWORKDIR /app\nCOPY . .\nRUN cargo build --release\nCMD ["./target/release/router"]\n',
    after:
      'FROM rust:1.85-bookworm AS build\nWORKDIR /app\nCOPY . .\nRUN cargo build --release && cp target/release/router /usr/local/bin/router\n\nFROM debian:bookworm-slim\nWORKDIR /app\nCOPY --from=build /etc/ssl/certs/ca-certificates.crt /etc/ssl/certs/\nCOPY --from=build /usr/local/bin/router /usr/local/bin/router\nCMD ["/usr/local/bin/router"]\n',
  },
  run: (input) => run(input, 'rust'),
};

export const goStages: Pass = {
  id: 'go-stages',
  summary: 'Builds a Go program in a stage of its own, and runs the binary on a plain Debian or alpine.',
  reason:
    'The toolchain is hundreds of megabytes of which nothing runs. The Debian release of both stages is the same, so that the C library fits, and files that the program may read come along.',
  example: {
    files: { 'go.mod': 'module example.com/web\n', 'main.go': 'package main\n', 'templates/index.html': '' },
    before:
      'FROM golang:1.24-bookworm\nWORKDIR /app\nCOPY . .\nRUN go build -o server .\nEXPOSE 8080\nCMD ["./server"]\n',
    after:
      'FROM golang:1.24-bookworm AS build\nWORKDIR /app\nCOPY . .\nRUN go build -o server .\n\nFROM debian:bookworm-slim\nWORKDIR /app\nCOPY --from=build /etc/ssl/certs/ca-certificates.crt /etc/ssl/certs/\nCOPY --from=build /app/templates ./templates\nCOPY --from=build /app/server /app/server\nEXPOSE 8080\nCMD ["./server"]\n',
  },
  run: (input) => run(input, 'go'),
};

function run(input: PassInput, language: 'rust' | 'go'): PassResult {
  const stage = onlyStage(input.file);
  const image = stage && baseImageOf(stage, input.file);
  return stage && image?.language === language ? split(stage, image, input, language) : nothing;
}

function split(stage: Stage, image: BaseImage, { file, files }: PassInput, language: 'rust' | 'go'): PassResult {
  const { instructions } = stage;
  const build = instructions.findLast((instruction) =>
    stepsOf(instruction, file)?.steps.some(({ command }) => isBuild(command, language)),
  );
  if (!build) return nothing;
  if (!files) return doubt(build.line, 'The files of the build context are not known.');
  const building = instructions.filter(({ start }) => start <= build.start);
  const after = instructions.filter(({ start }) => start > build.start);
  const problem =
    whyNotSplit(building, (instruction) => instruction === build || isKnown(instruction, file, files)) ??
    whyNotRun(after, file);
  if (problem) return { edits: [], doubts: [problem] };
  const installs = systemInstallsOf(building, file);
  if ('reason' in installs) return { edits: [], doubts: [installs] };
  const pinned = pinnedSuite(stage, image);
  const runtime = runtimeImage({ ...image, suite: image.suite ?? pinned });
  if (runtime === undefined)
    return doubt(
      stage.instruction.line,
      `The release that \`${image.image}\` is made of is not known: name it in the tag, as in \`-bookworm\`.`,
    );
  const binary = language === 'rust' ? rustBinary(stage, build, file, files) : goBinary(build, file, files);
  if (typeof binary === 'string') return doubt(build.line, binary);
  const libraries = language === 'rust' ? rustLibraries(files.read('Cargo.lock') ?? '', image) : [];
  if (typeof libraries === 'string') return doubt(build.line, libraries);
  const { keyword } = styleOf(file);
  const folder = workdirAt(build, file);
  const copy = `${keyword('COPY')} --from=build`;
  const brought = otherFiles(files, language).map((name) => `${copy} ${path.posix.join(folder, name)} ./${name}`);
  if (brought.length > 0 && !copiesAll(building, file, files))
    return doubt(build.line, 'Which files the program reads is not known, for the source is not copied as a whole.');
  const edits = splitEdits(
    {
      stage,
      last: build,
      name: 'build',
      runtimeImage: runtime,
      systemInstalls: [
        ...installs,
        {
          instruction: build,
          manager: image.distribution === 'alpine' ? 'apk' : 'apt-get',
          packages: [],
          build: [],
          runtime: libraries,
        },
      ],
      inRuntimeImage: ['ca-certificates', 'libgcc', 'git', 'bash'],
      buildVariables: /^(?:CARGO|RUST|GO|CGO_)\w*=/,
      copies: [`${copy} ${CERTIFICATES} /etc/ssl/certs/`, ...brought, `${copy} ${binary.file} ${binary.file}`],
    },
    file,
  );
  // The release that the tag leaves open is named for both.
  const pin = pinned === undefined ? [] : [insert(stage.from.image.end, `-${pinned}`)];
  return { edits: [...pin, ...edits, ...binary.edits], doubts: [] };
}

/** Versions of which there is an image on Debian 12, whichever release the plain tag stands for today. */
const ON_BOOKWORM: Readonly<Record<string, readonly [from: number, to: number]>> = { rust: [71, 91], golang: [21, 25] };

function pinnedSuite({ from }: Stage, { short, tag, suite, distribution }: BaseImage): string | undefined {
  const minor = Number(/^1\.(\d+)(?:\.\d+)?(?:-slim)?$/.exec(tag)?.[1] ?? Number.NaN);
  const [least, most] = ON_BOOKWORM[short] ?? [1, 0];
  const isOpen = suite === undefined && distribution === 'debian' && from.image.raw.endsWith(`:${tag}`);
  return isOpen && minor >= least && minor <= most ? 'bookworm' : undefined;
}

function isBuild(command: Command, language: 'rust' | 'go'): boolean {
  const [word] = operandsOf(command);
  return language === 'rust'
    ? command.name === 'cargo' && /^(?:build|install)$/.test(word?.text ?? '')
    : command.name === 'go' && /^(?:build|install)$/.test(word?.text ?? '');
}

function isKnown(instruction: Instruction, file: Dockerfile, files: ProjectFiles): boolean {
  if (copiesManifests(instruction, file)) return true;
  if (folderCopyOf(instruction, file, (folder) => hasFolder(files.paths, folder))) return true;
  if (instruction.keyword === 'COPY' && !instruction.flags.some(({ name }) => name === 'from'))
    return /^(?:\S*\.(?:go|rs|toml|lock)\s+)+\S+$/.test(instruction.operands.text);
  return stepsOf(instruction, file)?.steps.every(({ command }) => isPreparation(command) || fetches(command)) ?? false;
}

function fetches(command: Command): boolean {
  const words = operandsOf(command).map(({ text }) => text);
  if (command.name === 'go')
    return words[0] === 'mod' || words[0] === 'get' || words[0] === 'vet' || words[0] === 'test';
  return (
    (command.name === 'cargo' && /^(?:fetch|test|check|clippy)$/.test(words[0] ?? '')) ||
    (command.name === 'rustup' && /^(?:component|target)$/.test(words[0] ?? ''))
  );
}

/** The same release without a toolchain. */
function runtimeImage({ tag, distribution, suite, image }: BaseImage): string | undefined {
  const prefix = /^(.*\/)?(?:library\/)?(?:rust|golang)[:@]/.exec(image)?.[1] ?? '';
  const registry = prefix.includes('.') ? prefix : '';
  if (distribution === 'alpine') {
    const version = /alpine(\d+\.\d+)/.exec(tag)?.[1];
    return version === undefined ? undefined : `${registry}alpine:${version}`;
  }
  if (suite !== undefined) return `${registry}debian:${suite}-slim`;
  return undefined;
}

interface Binary {
  /** Where it lies in the stage that builds, and in the one that runs. */
  file: string;
  edits: readonly SpanEdit[];
}

function goBinary(build: Instruction, file: Dockerfile, files: ProjectFiles): Binary | string {
  const { command } = stepsOf(build, file)!.steps.find((step) => isBuild(step.command, 'go'))!;
  if (operandsOf(command)[0]?.text !== 'build') return '`go install` names no file.';
  const [output] = flagValues(command, 'o');
  const joined = command.args.flatMap(({ text }) => /^-o=(.+)$/.exec(text)?.[1] ?? [])[0];
  const module = /^module\s+(\S+)/m.exec(files.read('go.mod') ?? '')?.[1];
  const isDot = operandsOf(command, ['o', 'ldflags', 'tags', 'mod'])
    .slice(1)
    .every(({ text }) => text === '.' || text === './');
  const name = output?.text ?? joined ?? (isDot ? module?.replace(/\/v\d+$/, '').replace(/^.*\//, '') : undefined);
  if (name === undefined || /[$]|\/$/.test(name)) return 'The name of the binary is not known.';
  return { file: resolveAt(name, build, file), edits: [] };
}

function rustBinary(stage: Stage, build: Instruction, file: Dockerfile, files: ProjectFiles): Binary | string {
  const { steps } = stepsOf(build, file)!;
  const step = steps.find(({ command }) => isBuild(command, 'rust'))!;
  const { command } = step;
  if (operandsOf(command)[0]?.text === 'install') return installedBinary(command, files);
  if (hasFlag(command, 'target', 'target-dir', 'profile', 'manifest-path'))
    return 'It builds for a target or profile that it names.';
  const start = lastOf(stage, 'ENTRYPOINT', 'CMD');
  const first = lastOf(stage, 'ENTRYPOINT') ?? start;
  const word = first?.exec?.[0];
  if (!first || !word) return 'The start command is not in JSON form.';
  const profile = hasFlag(command, 'release', 'r') ? 'release' : 'debug';
  const folder = workdirAt(build, file);
  const absolute = path.posix.resolve(workdirAt(first, file), word.text);
  const built = new RegExp(
    `^${folder === '/' ? '' : folder.replace(/[.+]/g, '\\$&')}/target/${profile}/([\\w-]+)$`,
  ).exec(absolute)?.[1];
  if (built === undefined) return copiedBinary(steps, absolute, word.text);
  const file_ = `/usr/local/bin/${built}`;
  return {
    file: file_,
    edits: [
      insert(steps.at(-1)!.span.end, ` && cp target/${profile}/${built} ${file_}`),
      replace(word, JSON.stringify(file_)),
    ],
  };
}

/** A build that copies the binary itself. */
function copiedBinary(steps: readonly Step[], absolute: string, word: string): Binary | string {
  const copy = steps.find(({ command }) => /^(?:cp|mv|install)$/.test(command.name));
  const target = copy && operandsOf(copy.command).at(-1)?.text;
  const isIt =
    target !== undefined && target.startsWith('/') && (target === absolute || path.posix.basename(target) === word);
  return isIt ? { file: target, edits: [] } : 'The start command does not name the binary that is built.';
}

/** `cargo install --path .` puts it among the programs of cargo. */
function installedBinary(command: Command, files: ProjectFiles): Binary | string {
  const [folder] = flagValues(command, 'path');
  const manifest = files.read('Cargo.toml') ?? '';
  const name = /^\s*\[package\][^[]*?^\s*name\s*=\s*"([\w-]+)"/ms.exec(manifest)?.[1];
  if (folder?.text !== '.' || name === undefined || /^\s*\[\[bin\]\]/m.test(manifest))
    return 'The name of the binary is not known.';
  return { file: `/usr/local/cargo/bin/${name}`, edits: [] };
}

/** What only a build reads. */
const FOR_BUILD: Readonly<Record<'rust' | 'go', RegExp>> = {
  rust: /^(?:Cargo\.(?:toml|lock)|src|tests|benches|examples|crates|build\.rs|target|rust-toolchain(?:\.toml)?|\.?(?:rustfmt|clippy)\.toml|\.cargo|deny\.toml)$/,
  go: /^(?:go\.(?:mod|sum|work)|cmd|internal|pkg|vendor|bin|tools\.go|[\w.-]+\.go|\.golangci\.ya?ml|Makefile)$/,
};
const FOR_NOBODY =
  /^(?:\..*|README.*|CHANGELOG.*|LICENSE.*|CONTRIBUTING.*|docs?|(?:.*\.)?Dockerfile(?:\..*)?|(?:docker-)?compose(?:\.\w+)?\.ya?ml|Makefile|justfile|project\.json|.*\.md)$/i;

/** Files and folders at the top of the context that a program may read. */
function otherFiles({ paths }: ProjectFiles, language: 'rust' | 'go'): string[] {
  const top = new Set([...paths].map((name) => name.split('/', 1)[0]!));
  const onlyCode = (name: string) =>
    [...paths].filter((item) => item.startsWith(`${name}/`)).every((item) => /\.(?:go|rs|proto)$/.test(item)) &&
    !paths.has(name);
  return [...top].filter((name) => !FOR_BUILD[language].test(name) && !FOR_NOBODY.test(name) && !onlyCode(name)).sort();
}

function copiesAll(building: readonly Instruction[], file: Dockerfile, files: ProjectFiles): boolean {
  return building.some(
    (instruction) => folderCopyOf(instruction, file, (folder) => hasFolder(files.paths, folder))?.source === '',
  );
}
