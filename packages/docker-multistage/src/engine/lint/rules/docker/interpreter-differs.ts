import type { Dockerfile, Instruction, Stage } from '../../../dockerfile/index.js';
import { copyOf, expand, findStage, lineOf, parseImageName, stagesOf } from '../../../dockerfile/index.js';
import type { Finding, Rule } from '../../rule.js';
import { runOf } from '../../scripts.js';
import { globalArgs } from '../../scopes.js';
import { pathOf } from '../paths.js';
import { copiedEnvironments } from './virtual-environments.js';

export const interpreterDiffers: Rule = {
  id: 'docker/interpreter-differs',
  source: 'docker',
  summary: 'Python packages are built with another interpreter than the one that runs them.',
  reason:
    'Compiled modules load only in the Python version and C library that they were built for, and a virtual environment points to its interpreter by path.',
  severity: 'warning',
  keywords: ['COPY'],
  bad: 'FROM python:3.12-slim AS build\nRUN python -m venv /venv\nFROM python:3.11-slim\nCOPY --from=build /venv /venv\n',
  good: 'FROM python:3.12-slim AS build\nRUN python -m venv /venv\nFROM python:3.12-slim\nCOPY --from=build /venv /venv\n',
  *check(file): Generator<Finding> {
    for (const { instruction, from, to } of copies(file)) {
      const difference = compare(pythonOf(from, file), pythonOf(to, file));
      if (difference === undefined) continue;
      yield {
        of: instruction,
        message: `Built with ${difference.built}, run with ${difference.run}.`,
        hint: 'Use the same base image, or one with the same Python, for both stages.',
      };
    }
  },
};

interface Copy {
  instruction: Instruction;
  from: Stage;
  to: Stage;
}

/** Virtual environments and `site-packages` that go from one stage to another. */
function copies(file: Dockerfile): Iterable<Copy> {
  const { all } = stagesOf(file);
  const found = new Map<Instruction, Copy>();
  for (const copy of copiedEnvironments(file)) found.set(copy.instruction, copy);
  for (const to of all) {
    for (const instruction of to.instructions.filter(({ keyword }) => keyword === 'COPY')) {
      const { sources, from: flag } = copyOf(instruction, file);
      const from = flag?.value === undefined ? undefined : findStage(all.slice(0, to.index), flag.value);
      if (from && sources.some((word) => /(?:site|dist)-packages/.test(pathOf(word))))
        found.set(instruction, { instruction, from, to });
    }
  }
  return found.values();
}

/** What is known of the Python of a stage. */
interface Python {
  /** `3.12` */
  version: string | undefined;
  libc: 'musl' | 'glibc' | undefined;
  /** Where it is. */
  path: string | undefined;
}

/** Python of Debian and Ubuntu releases and of distroless images. */
const SYSTEM_PYTHON: Record<string, string> = {
  '11': '3.9',
  bullseye: '3.9',
  '12': '3.11',
  bookworm: '3.11',
  '13': '3.13',
  trixie: '3.13',
  '22.04': '3.10',
  jammy: '3.10',
  '24.04': '3.12',
  noble: '3.12',
};

function pythonOf(stage: Stage, file: Dockerfile): Python {
  const bottom = lineOf(stage).at(-1)!;
  const args = globalArgs(file);
  const image = expand(bottom.from.image.raw, file.escape, (name) => args.get(name));
  const { name, tag = '' } = parseImageName(image);
  const short = /[^/]*$/.exec(name)![0];
  const isMusl = short === 'alpine' || /alpine/.test(tag);
  const libc = isMusl ? 'musl' : 'glibc';
  // An installed Python of another version may be the one that counts.
  if (installsPython(stage, file)) return { version: undefined, libc, path: undefined };
  if (short === 'python') return { version: /^(\d+\.\d+)/.exec(tag)?.[1], libc, path: '/usr/local/bin/python3' };
  if (short === 'uv') return { version: /python(\d+\.\d+)/.exec(tag)?.[1], libc, path: '/usr/local/bin/python3' };
  if (/^python3(?:-debian\d+)?$/.test(short))
    return { version: SYSTEM_PYTHON[/debian(\d+)/.exec(short)?.[1] ?? ''], libc, path: '/usr/bin/python3' };
  if (short === 'debian' || short === 'ubuntu')
    return { version: SYSTEM_PYTHON[tag.replace(/-slim$/, '')], libc, path: '/usr/bin/python3' };
  return { version: undefined, libc: short === 'alpine' ? 'musl' : undefined, path: undefined };
}

function installsPython(stage: Stage, file: Dockerfile): boolean {
  return lineOf(stage).some(({ instructions }) =>
    instructions.some(
      (instruction) =>
        instruction.keyword === 'RUN' &&
        runOf(instruction, file.text).commands.some(
          (command) =>
            (command.name === 'uv' && command.args[0]?.text === 'python') ||
            command.name === 'pyenv' ||
            (/^(?:apt-get|apt)$/.test(command.name) && command.args.some(({ text }) => /^python3\.\d+$/.test(text))),
        ),
    ),
  );
}

function compare(built: Python, run: Python): { built: string; run: string } | undefined {
  if (built.version !== undefined && run.version !== undefined && built.version !== run.version) {
    return { built: `Python ${built.version}`, run: `Python ${run.version}` };
  }
  if (built.libc !== undefined && run.libc !== undefined && built.libc !== run.libc) {
    return { built: built.libc, run: run.libc };
  }
  if (built.path !== undefined && run.path !== undefined && built.path !== run.path) {
    return { built: `\`${built.path}\``, run: `\`${run.path}\`` };
  }
  return undefined;
}
