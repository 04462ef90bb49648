import { copyOf, lineOf, stagesOf } from '../../dockerfile/index.js';
import type { Dockerfile, Instruction, Stage } from '../../dockerfile/index.js';
import { workdirAt } from '../../lint/rules/docker/locations.js';
import { insert, replace } from '../../lint/rules/support.js';
import type { SpanEdit } from '../../lint/rule.js';
import { runOf } from '../../lint/scripts.js';
import { flagValues, operandsOf } from '../../shell/index.js';
import { baseImageOf } from '../base-image.js';
import type { Pass, PassInput, PassResult } from '../pass.js';
import { doubt, nothing } from '../pass.js';
import { lastOf, portOf, startOf } from '../start-command.js';
import { copiesManifests } from '../split.js';
import { blockOf, insertBefore, styleOf } from '../text.js';

const USER = 10001;

export const nonRoot: Pass = {
  id: 'non-root',
  summary: 'Runs as a user with a number that is not root, who owns the working folder and what is copied into it.',
  reason:
    'Who breaks out of a process of root is root outside too. A number needs no look-up by whoever runs the container; a program that writes beside its source goes on doing so.',
  example: {
    before: 'FROM python:3.12-slim\nWORKDIR /app\nCOPY . .\nCMD ["python", "app.py"]\n',
    after:
      'FROM python:3.12-slim\nWORKDIR /app\nRUN useradd --uid 10001 --no-log-init --create-home app && chown 10001:10001 /app\nCOPY --chown=10001:10001 . .\nUSER 10001:10001\nCMD ["python", "app.py"]\n',
  },
  run({ file }: PassInput) {
    const stage = stagesOf(file).all.at(-1);
    if (!stage) return nothing;
    const user = lastOf(stage, 'USER');
    return user ? numbered(user, stage, file) : newUser(stage, file);
  },
};

/** A name that the file itself gives a number. */
function numbered(user: Instruction, stage: Stage, file: Dockerfile): PassResult {
  const name = user.operands.text;
  if (/^\d+(?::\d+)?$/.test(name)) return /^0(?::|$)/.test(name) ? doubt(user.line, 'It asks for root.') : nothing;
  if (name === 'root') return doubt(user.line, 'It asks for root.');
  if (!/^[a-z_][\w-]*$/.test(name)) return doubt(user.line, 'The number of the user is not known.');
  const runs = lineOf(stage).flatMap(({ instructions }) => instructions.filter(({ keyword }) => keyword === 'RUN'));
  const numbers = runs
    .flatMap((run) => runOf(run, file.text).commands)
    .filter(
      (command) => /^(?:useradd|adduser)$/.test(command.name) && operandsOf(command).some(({ text }) => text === name),
    )
    .flatMap((command) => [
      ...flagValues(command, 'u', 'uid').map(({ text }) => text),
      ...command.args.flatMap(({ text }) => /^--uid=(\d+)$/.exec(text)?.[1] ?? []),
    ]);
  const isNode = name === 'node' && baseImageOf(stage, file).language === 'node';
  const number = numbers[0] ?? (isNode ? '1000' : undefined);
  if (number === undefined || !/^\d+$/.test(number)) return doubt(user.line, `The number of \`${name}\` is not known.`);
  return { edits: [replace(user.operands.spanOf(0, name.length), number)], doubts: [] };
}

function newUser(stage: Stage, file: Dockerfile): PassResult {
  const start = stage.instructions.find(({ keyword }) => keyword === 'CMD' || keyword === 'ENTRYPOINT');
  const image = baseImageOf(stage, file);
  const line = stage.instruction.line;
  if (!start || image.distribution === undefined)
    return start ? doubt(line, 'The base image may have a user of its own.') : nothing;
  const problem = whyNot(stage, start, file);
  if (problem) return problem;
  const folder = workdirAt(start, file);
  const made = makesFiles(stage, file);
  if (made) return doubt(made.line, 'What this RUN makes belongs to root, and may be for the program to write to.');
  const copies = stage.instructions.filter((instruction) => bringsSource(instruction, folder, file));
  const before = copies[0] ?? start;
  const { keyword } = styleOf(file);
  const add =
    image.distribution === 'alpine'
      ? `adduser -D -u ${USER} app`
      : `useradd --uid ${USER} --no-log-init --create-home app`;
  const create = `${keyword('RUN')} ${add} && chown ${USER}:${USER} ${folder}\n`;
  const edits: SpanEdit[] = [
    ...(folder === '/' ? [] : [insertBefore(before, create, file.text)]),
    ...copies.map((copy) => insert(copy.keywordSpan.end, ` --chown=${USER}:${USER}`)),
    {
      span: { start: blockOf(start, file.text).start, end: blockOf(start, file.text).start },
      newText: `${keyword('USER')} ${USER}:${USER}\n`,
    },
  ];
  return { edits, doubts: [] };
}

function whyNot(stage: Stage, start: Instruction, file: Dockerfile): PassResult | undefined {
  const port = portOf(stage, file);
  if (typeof port === 'number' && port < 1024) return doubt(start.line, `Port ${port} may be kept for root.`);
  const volume = lastOf(stage, 'VOLUME');
  if (volume) return doubt(volume.line, 'The volume may belong to root.');
  const words = startOf(stage);
  if (!words) return doubt(start.line, 'The start command is not known.');
  if (words[0] === 'uv' && words[1] === 'run')
    return doubt(start.line, '`uv run` may change the environment, which belongs to root.');
  const script = words.find((word) => /\.(?:sh|bash)$/.test(word));
  if (script !== undefined) return doubt(start.line, `\`${script}\` may need root.`);
  const needsRoot = words
    .slice(0, 1)
    .find((word) =>
      /^(?:.*\/)?(?:nginx|cron|crond|supervisord|sshd|apache2|apache2ctl|su|gosu|sudo|systemctl|service)$/.test(word),
    );
  if (needsRoot !== undefined) return doubt(start.line, `\`${needsRoot}\` may need root.`);
  if (workdirAt(start, file) === '/') return doubt(start.line, 'No WORKDIR says which folder the user should own.');
  const after = stage.instructions.find(
    ({ keyword, start: at }) => at > start.start && /^(?:RUN|COPY|ADD)$/.test(keyword),
  );
  return after && doubt(after.line, `This ${after.keyword} stands after the start command.`);
}

/** A RUN of what makes files that a program may want to write to. */
function makesFiles({ instructions }: Stage, file: Dockerfile): Instruction | undefined {
  return instructions.find(
    (instruction) =>
      instruction.keyword === 'RUN' &&
      runOf(instruction, file.text).commands.some(
        ({ name, args }) =>
          /^(?:mkdir|touch|mkfifo|install)$/.test(name) ||
          args.some(({ text }) => /^(?:migrate|db|init-db)$/.test(text)),
      ),
  );
}

/** A copy from the context or from a stage into the working folder: what a program may write to. */
function bringsSource(instruction: Instruction, folder: string, file: Dockerfile): boolean {
  if (!/^(?:COPY|ADD)$/.test(instruction.keyword) || instruction.flags.some(({ name }) => name === 'chown'))
    return false;
  const { target, from, sources } = copyOf(instruction, file);
  if (!target || workdirAt(instruction, file) !== folder || copiesManifests(instruction, file)) return false;
  // Dependencies and programs are only read.
  if (from && sources.some(({ text }) => /node_modules|\.venv|\/bin\//.test(text))) return false;
  return !target.text.startsWith('/') || target.text === folder || target.text.startsWith(`${folder}/`);
}
