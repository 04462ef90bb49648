import type { Dockerfile, Instruction, Stage } from '../dockerfile/index.js';
import { lineOf, pairsOf, wordsOf } from '../dockerfile/index.js';
import { scopesOf } from '../lint/scopes.js';
import { parseShell } from '../shell/index.js';
import { parseJson } from './installs.js';
import type { ProjectFiles } from './pass.js';

/** The last instruction of a kind in a stage and those that it builds on. */
export function lastOf(stage: Stage, ...keywords: readonly string[]): Instruction | undefined {
  for (const { instructions } of lineOf(stage)) {
    const found = instructions.findLast(({ keyword }) => keywords.includes(keyword));
    if (found) return found;
  }
  return undefined;
}

/** The words of a CMD or ENTRYPOINT; of the shell form those of its only command. */
export function wordsOfCommand({ exec, operands }: Instruction): readonly string[] | undefined {
  if (exec) {
    const words = exec.map(({ text }) => text);
    const [shell, flag, script] = words;
    return /^(?:\/bin\/)?(?:ba)?sh$/.test(shell ?? '') && flag === '-c' && script !== undefined
      ? scriptWords(script)
      : words;
  }
  return scriptWords(operands.text);
}

function scriptWords(script: string): readonly string[] | undefined {
  const { commands } = parseShell(script);
  const [command] = commands;
  return command && commands.length === 1 ? [command.name, ...command.args.map(({ text }) => text)] : undefined;
}

/** What a container runs: ENTRYPOINT and CMD together. */
export function startOf(stage: Stage): readonly string[] | undefined {
  const [entry, command] = [lastOf(stage, 'ENTRYPOINT'), lastOf(stage, 'CMD')];
  const words = [entry, command].map((instruction) => (instruction ? wordsOfCommand(instruction) : []));
  return words[0] && words[1] && words.flat().length > 0 ? words.flatMap((part) => part ?? []) : undefined;
}

/** What `npm start` and the like run, from package.json; other commands as they are. */
export function resolveScript(words: readonly string[], files: ProjectFiles | undefined): string | undefined {
  if (!/^(?:npm|yarn|pnpm)$/.test(words[0] ?? '')) return words.join(' ');
  const name = words[1] === 'run' || words[1] === 'run-script' ? words[2] : words[1];
  const scripts = parseJson(files?.read('package.json'))?.['scripts'] as Record<string, unknown> | undefined;
  const script = scripts?.[name ?? ''];
  return typeof script === 'string' ? script : undefined;
}

const IN_COMMAND = [
  /(?:^|\s)--port[=\s]+(\d{2,5})\b/,
  /(?:^|\s)-p\s+(\d{2,5})\b/,
  /(?:^|\s)(?:--bind|-b|--listen|--http)[=\s]+[\w.[\]]*:(\d{2,5})\b/,
  /\brunserver\s+(?:[\w.]+:)?(\d{2,5})\b/,
];

/**
 * The port that a stage listens on, by its EXPOSE and by its start command.
 *
 * @returns why it is not known
 */
export function portOf(stage: Stage, file: Dockerfile): number | string {
  const exposed = new Set(
    lineOf(stage).flatMap(({ instructions }) =>
      instructions
        .filter(({ keyword }) => keyword === 'EXPOSE')
        .flatMap((expose) => wordsOf(expose, file).map(({ text }) => resolve(text, expose, file))),
    ),
  );
  const told = IN_COMMAND.flatMap((pattern) => pattern.exec((startOf(stage) ?? []).join(' '))?.[1] ?? [])[0];
  if (exposed.size > 1) return 'More than one port is exposed.';
  const [port] = exposed;
  if (port === undefined) return told === undefined ? 'No port is exposed.' : Number(told);
  const number = /^(\d+)(?:\/tcp)?$/.exec(port)?.[1];
  if (number === undefined) return `The exposed port \`${port}\` is not one TCP port.`;
  if (told !== undefined && told !== number) return `Port ${number} is exposed, and the command listens on ${told}.`;
  return Number(number);
}

function resolve(text: string, instruction: Instruction, file: Dockerfile): string {
  const values = scopesOf(file).get(instruction)?.values;
  return text.replace(/\$\{?(\w+)\}?/g, (whole, name: string) => values?.get(name) ?? whole);
}

/** The value of a variable in a stage, set by ENV. */
export function environmentAt(stage: Stage, name: string, file: Dockerfile): string | undefined {
  const pairs = stage.instructions.filter(({ keyword }) => keyword === 'ENV').flatMap((env) => pairsOf(env, file));
  return pairs.findLast(({ key }) => key === name)?.value;
}
