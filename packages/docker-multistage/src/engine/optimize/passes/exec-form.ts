import { lineOf, stagesOf } from '../../dockerfile/index.js';
import type { Dockerfile, Instruction, Stage } from '../../dockerfile/index.js';
import { toExecForm } from '../../lint/rules/exec-form.js';
import { replace } from '../../lint/rules/support.js';
import type { Command } from '../../shell/index.js';
import { parseShell } from '../../shell/index.js';
import { baseImageOf } from '../base-image.js';
import type { Pass, PassResult } from '../pass.js';
import { doubt, nothing, together } from '../pass.js';
import { hasComment } from '../steps.js';

export const execForm: Pass = {
  id: 'exec-form',
  summary: 'Writes CMD and ENTRYPOINT in JSON form; where variables are to be replaced, by a shell that makes way.',
  reason:
    'Without it a shell is process 1, which passes no signal on, so that a container is killed after a wait instead of stopped.',
  example: {
    before:
      'FROM python:3.12-slim AS web\nCMD gunicorn app:app\nFROM python:3.12-slim\nCMD gunicorn --bind 0.0.0.0:$PORT app:app\n',
    after:
      'FROM python:3.12-slim AS web\nCMD ["gunicorn", "app:app"]\nFROM python:3.12-slim\nCMD ["sh", "-c", "exec gunicorn --bind 0.0.0.0:$PORT app:app"]\n',
  },
  run({ file }) {
    return together(
      stagesOf(file).all.flatMap((stage) =>
        stage.instructions
          .filter(
            ({ keyword, exec, operands }) => /^(?:CMD|ENTRYPOINT)$/.test(keyword) && !exec && operands.text !== '',
          )
          .map((instruction) => rewrite(instruction, stage, file)),
      ),
    );
  },
};

function rewrite(instruction: Instruction, stage: Stage, file: Dockerfile): PassResult {
  const { keyword, line, operands } = instruction;
  const around = lineOf(stage).flatMap(({ instructions }) => instructions);
  if (around.some((other) => other.keyword === 'SHELL')) return nothing;
  const other = keyword === 'CMD' ? 'ENTRYPOINT' : 'CMD';
  if (around.some((found) => found.keyword === other))
    return doubt(
      line,
      `With ${keyword === 'CMD' ? 'an ENTRYPOINT' : 'a CMD'} beside it, the two forms mean different things.`,
    );
  if (keyword === 'CMD' && !baseImageOf(stage, file).plain)
    return doubt(line, 'The base image may have an ENTRYPOINT, for which the two forms mean different things.');
  const span = operands.spanOf(0, operands.text.length);
  if (hasComment(file, span)) return doubt(line, 'A comment stands within the command.');
  const list = toExecForm(operands.text) ?? quoted(operands.text) ?? withShell(operands.text);
  return list === undefined ? doubt(line, 'The command needs a shell.') : { edits: [replace(span, list)], doubts: [] };
}

const QUOTED = /^(?:[\w./:=@%+,-]+|"[^"$`\\]*"|'[^']*')+$/;

/** One command with quotes around what would mean something to a shell. */
function quoted(command: string): string | undefined {
  const first = onlyCommand(command);
  if (!first || first.name !== first.word.raw) return undefined;
  const words = [first.word, ...first.args];
  if (!words.every(({ raw }) => QUOTED.test(raw))) return undefined;
  return `[${words.map(({ text }) => JSON.stringify(text)).join(', ')}]`;
}

function onlyCommand(command: string): Command | undefined {
  const { commands, hasPipe } = parseShell(command);
  const [first] = commands;
  if (!first || commands.length !== 1 || hasPipe || first.redirects.length > 0 || first.assignments.length > 0)
    return undefined;
  return first.start === 0 && first.end === command.length && !NO_PROGRAM.test(first.name) ? first : undefined;
}

const NO_PROGRAM = /^(?:exec|cd|\.|source|eval|\[|!|time|command|builtin)$/;

/** One command with variables: a shell replaces them and makes way for it. */
function withShell(command: string): string | undefined {
  if (!onlyCommand(command) || NO_PROGRAM.test(command.split(/\s/, 1)[0]!)) return undefined;
  const text = command.replace(/\s+/g, (space) => (/["']/.test(command) ? space : ' '));
  return `["sh", "-c", ${JSON.stringify(`exec ${text}`)}]`;
}
