import path from 'node:path';
import type { Dockerfile, Instruction, Stage } from '../../dockerfile/index.js';
import { copyOf } from '../../dockerfile/index.js';
import { workdirAt } from '../../lint/rules/docker/locations.js';
import { scopesOf } from '../../lint/scopes.js';
import { replace } from '../../lint/rules/support.js';
import type { SpanEdit } from '../../lint/rule.js';
import { runOf } from '../../lint/scripts.js';
import { isPipInstall } from '../../shell/index.js';
import type { BaseImage } from '../base-image.js';
import { baseImageOf } from '../base-image.js';
import { installOf } from '../installs.js';
import type { Pass, PassInput, PassResult } from '../pass.js';
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
import { insertBefore, styleOf } from '../text.js';

export const pythonStages: Pass = {
  id: 'python-stages',
  summary: 'Builds Python packages in a stage with compilers, and copies the virtual environment to one without.',
  reason:
    'Compilers and headers are hundreds of megabytes of which nothing runs. The environment stays at its path and its interpreter, and the libraries that compiled packages load are installed without their headers.',
  example: {
    files: { 'requirements.txt': 'psycopg2==2.9.10\n', 'app.py': '' },
    before:
      'FROM python:3.12-slim\nWORKDIR /app\nRUN apt-get update && apt-get install -y --no-install-recommends gcc libc6-dev libpq-dev && rm -rf /var/lib/apt/lists/*\nCOPY requirements.txt .\nRUN pip install --no-cache-dir -r requirements.txt\nCOPY . .\nCMD ["python", "app.py"]\n',
    after:
      'FROM python:3.12-slim AS build\nWORKDIR /app\nRUN apt-get update && apt-get install -y --no-install-recommends gcc libc6-dev libpq-dev && rm -rf /var/lib/apt/lists/*\nCOPY requirements.txt .\nRUN python -m venv /opt/venv\nENV PATH="/opt/venv/bin:$PATH"\nRUN pip install --no-cache-dir -r requirements.txt\n\nFROM python:3.12-slim\nWORKDIR /app\nRUN --mount=type=cache,target=/var/cache/apt,sharing=locked \\\n    --mount=type=cache,target=/var/lib/apt/lists,sharing=locked \\\n    rm -f /etc/apt/apt.conf.d/docker-clean \\\n    && apt-get update && apt-get install -y --no-install-recommends libpq5\nCOPY --from=build /opt/venv /opt/venv\nENV PATH="/opt/venv/bin:$PATH"\nCOPY . .\nCMD ["python", "app.py"]\n',
  },
  run(input) {
    const stage = onlyStage(input.file);
    const image = stage && baseImageOf(stage, input.file);
    return stage && image?.language === 'python' ? split(stage, image, input) : nothing;
  },
};

function split(stage: Stage, image: BaseImage, { file, unsafe }: PassInput): PassResult {
  const { instructions } = stage;
  const last = instructions.findLast((instruction) => installsPython(instruction, file));
  if (!last) return nothing;
  const building = instructions.filter(({ start }) => start <= last.start);
  const after = instructions.filter(({ start }) => start > last.start);
  const installs = systemInstallsOf(building, file);
  const full = unsafe && !image.slim && image.short === 'python';
  if ('reason' in installs) return hasBuildTools(building, file) ? { edits: [], doubts: [installs] } : nothing;
  if (!full && installs.every(({ build }) => build.length === 0)) return nothing;
  const problem =
    whyNotSplit(building, (instruction) => isKnown(instruction, file)) ??
    whyNotRun(after, file) ??
    whyNotMoved(building, file) ??
    whyNotFound(after, file);
  if (problem) return { edits: [], doubts: [problem] };
  const environment = environmentOf(building, last, file);
  if (typeof environment === 'string') return doubt(last.line, environment);
  const { keyword } = styleOf(file);
  const setPath = `${keyword('ENV')} PATH="${environment.folder}/bin:$PATH"`;
  const edits: SpanEdit[] = splitEdits(
    {
      stage,
      last,
      name: 'build',
      keepsManifests: true,
      runtimeImage: full ? replaceTag(stage, image) : stage.from.image.raw,
      systemInstalls: installs,
      buildVariables: /^(?:PIP_|UV_|POETRY_)\w*=/,
      copies: [`${keyword('COPY')} --from=build ${environment.folder} ${environment.folder}`, setPath],
    },
    file,
  );
  if (environment.madeBefore) {
    const lines = `${keyword('RUN')} python -m venv ${environment.folder}\n${environment.variables(keyword('ENV'), setPath)}\n`;
    edits.push(insertBefore(environment.madeBefore, lines, file.text));
  }
  return { edits: [...edits, ...withoutUvRun(after)], doubts: [] };
}

function installsPython(instruction: Instruction, file: Dockerfile): boolean {
  if (instruction.keyword !== 'RUN') return false;
  return runOf(instruction, file.text).commands.some(
    (command) => isPipInstall(command) || /^(?:uv|poetry)$/.test(installOf(command)?.manager ?? ''),
  );
}

function hasBuildTools(building: readonly Instruction[], file: Dockerfile): boolean {
  return building.some(
    (instruction) =>
      instruction.keyword === 'RUN' &&
      /\b(?:gcc|g\+\+|build-essential|build-base|[\w.+-]+-dev)\b/.test(runOf(instruction, file.text).script.text),
  );
}

function isKnown(instruction: Instruction, file: Dockerfile): boolean {
  return (
    copiesManifests(instruction, file) ||
    copiesUv(instruction, file) ||
    (instruction.keyword === 'RUN' && isInstallRun(instruction, file))
  );
}

function copiesUv(instruction: Instruction, file: Dockerfile): boolean {
  if (instruction.keyword !== 'COPY') return false;
  const { sources, from } = copyOf(instruction, file);
  return /\buv\b/.test(from?.value ?? '') && sources.every(({ text }) => /^\/(?:uv|uvx)$/.test(text));
}

/** Packages that go elsewhere than into an environment. */
function whyNotMoved(building: readonly Instruction[], file: Dockerfile) {
  for (const instruction of building.filter(({ keyword }) => keyword === 'RUN')) {
    const moved = runOf(instruction, file.text).commands.find(
      (command) =>
        isPipInstall(command) &&
        command.args.some(({ text }) =>
          /^(?:--user|--target|--prefix|--root|-t|--break-system-packages|-e|--editable|\.)(?:=|$)/.test(text),
        ),
    );
    if (moved)
      return { line: instruction.line, reason: 'It installs elsewhere than into the environment of the interpreter.' };
    if (/\bapt-get\b[^&]*\bpython3?-pip\b/.test(runOf(instruction, file.text).script.text))
      return { line: instruction.line, reason: 'A second Python is installed.' };
  }
  return undefined;
}

/** Programs of packages by their path, which would be another. */
function whyNotFound(after: readonly Instruction[], file: Dockerfile) {
  const named = after.find(({ start, end }) => /\/usr\/local\/(?:bin|lib\/python)/.test(file.text.slice(start, end)));
  return named && { line: named.line, reason: 'It names a path of the interpreter that the packages leave.' };
}

interface Environment {
  folder: string;
  /** Where it is to be made; `undefined` when the tool makes it. */
  madeBefore?: Instruction;
  variables(env: string, setPath: string): string;
}

function environmentOf(building: readonly Instruction[], last: Instruction, file: Dockerfile): Environment | string {
  const runs = building.filter((instruction) => installsPython(instruction, file));
  const managers = new Set(
    runs.flatMap((run) => runOf(run, file.text).commands.flatMap((command) => installOf(command)?.manager ?? [])),
  );
  const written = runs.map((run) => runOf(run, file.text).script.text).join('\n');
  const values = scopesOf(file).get(last)?.values;
  const plain = { folder: '/opt/venv', variables: (_: string, setPath: string) => setPath };
  if (values?.has('VIRTUAL_ENV') || /\bvenv\b/.test(written)) return 'It makes an environment of its own.';
  if (managers.has('uv')) {
    if (/uv\s+pip/.test(written)) return '`uv pip` installs into an environment that is named elsewhere.';
    if (!/--no-install-project/.test(written))
      return 'The project itself is installed, for which the source is needed.';
    const folder = values?.get('UV_PROJECT_ENVIRONMENT') ?? '.venv';
    return { ...plain, folder: path.posix.resolve(workdirAt(last, file), folder) };
  }
  const first = runs.find((run) =>
    runOf(run, file.text).commands.some(
      (command) => installOf(command)?.manager === (managers.has('poetry') ? 'poetry' : 'pip'),
    ),
  );
  if (!managers.has('poetry')) return { ...plain, madeBefore: first ?? runs[0]! };
  // Poetry itself stays with the interpreter, and installs into the environment that VIRTUAL_ENV names.
  if (runOf(first!, file.text).commands.some((command) => isPipInstall(command)))
    return 'One RUN installs both poetry and the dependencies.';
  return { ...plain, madeBefore: first!, variables: (env, setPath) => `${env} VIRTUAL_ENV=/opt/venv\n${setPath}` };
}

function replaceTag(stage: Stage, { tag }: BaseImage): string {
  const { raw } = stage.from.image;
  const slim = /^[\d.]+(?:rc\d+)?$/.test(tag) ? `${tag}-slim` : tag.replace(/^([\d.]+)-(\w+)$/, '$1-slim-$2');
  return raw.endsWith(`:${tag}`) ? raw.slice(0, -tag.length) + slim : raw;
}

/** `uv run x` → `x`: the environment is in PATH, and uv is not in the image. */
function withoutUvRun(after: readonly Instruction[]): SpanEdit[] {
  return after.flatMap(({ keyword, exec, operands }): SpanEdit[] => {
    if (keyword !== 'CMD' && keyword !== 'ENTRYPOINT') return [];
    if (exec?.[0]?.text === 'uv' && exec[1]?.text === 'run' && exec[2] && !exec[2].text.startsWith('-'))
      return [replace({ start: exec[0].start, end: exec[2].start }, '')];
    const shell = /^uv\s+run\s+(?=[^-])/.exec(operands.text);
    return !exec && shell ? [replace(operands.spanOf(0, shell[0].length), '')] : [];
  });
}
