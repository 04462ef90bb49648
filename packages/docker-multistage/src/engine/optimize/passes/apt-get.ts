import type { Dockerfile, Instruction } from '../../dockerfile/index.js';
import { stagesOf } from '../../dockerfile/index.js';
import { insert, replace } from '../../lint/rules/support.js';
import type { SpanEdit } from '../../lint/rule.js';
import type { Command } from '../../shell/index.js';
import { hasFlag, operandsOf } from '../../shell/index.js';
import type { Doubt, Pass, PassResult } from '../pass.js';
import { together } from '../pass.js';
import type { Steps } from '../steps.js';
import { stepsOf } from '../steps.js';
import { styleOf } from '../text.js';
import { neededRecommendations } from '../packages.data.js';

export const aptGet: Pass = {
  id: 'apt-get',
  summary: 'Joins `apt-get update` with the installs after it, and installs no recommended packages.',
  reason:
    'An update in a layer of its own is kept while the install below it changes, which then asks for files that are gone. Recommended packages are mostly of no use; those that are needed (`libc6-dev` for `gcc`) are named.',
  example: {
    before: 'FROM debian:12\nRUN apt-get update\n# The database\nRUN apt-get install -y gcc libpq-dev\n',
    after:
      'FROM debian:12\nRUN apt-get update \\\n    # The database\n    && apt-get install -y --no-install-recommends gcc libpq-dev libc6-dev\n',
  },
  run({ file, unsafe }) {
    const merges = stagesOf(file).all.map(({ instructions }) => mergeRuns(instructions, file));
    // Flags go to lines as they will be after that.
    if (merges.some(({ edits }) => edits.length > 0)) return together(merges);
    const installs = file.instructions.map((instruction) => leanInstalls(instruction, file, unsafe));
    return together([...merges, ...installs]);
  },
};

function isApt({ name }: Command): boolean {
  return name === 'apt-get';
}

/** Apt-get and what clears up after it. */
function belongsToApt(command: Command): boolean {
  return (
    isApt(command) ||
    (command.name === 'rm' && operandsOf(command).every(({ text }) => /^\/var\/(?:lib|cache)\/apt\b/.test(text)))
  );
}

function aptStepsOf(instruction: Instruction, file: Dockerfile): Steps | undefined {
  const steps = stepsOf(instruction, file);
  return steps?.steps.every(({ command }) => belongsToApt(command)) && steps.steps.some(({ command }) => isApt(command))
    ? steps
    : undefined;
}

const runs = (steps: Steps, subcommand: string) =>
  steps.steps.some(({ command }) => isApt(command) && operandsOf(command)[0]?.text === subcommand);

/** Two RUN one after the other, the first with an update. Of three, the third joins in the next round. */
function mergeRuns(instructions: readonly Instruction[], file: Dockerfile): PassResult {
  const edits: SpanEdit[] = [];
  const doubts: Doubt[] = [];
  for (let at = 0; at + 1 < instructions.length; at++) {
    const [first, second] = [instructions[at]!, instructions[at + 1]!];
    const upper = aptStepsOf(first, file);
    if (!upper || !runs(upper, 'update')) continue;
    const lower = aptStepsOf(second, file) ?? beginsWithInstall(second, file);
    if (!lower) {
      if (!runs(upper, 'install'))
        doubts.push({ line: first.line, reason: 'No RUN that installs stands right below the update.' });
      continue;
    }
    const join = joinRuns(first, second, file);
    if (join) edits.push(...join);
    else
      doubts.push({ line: second.line, reason: 'Its flags or comments do not let it be joined with the RUN above.' });
    at++;
  }
  return { edits, doubts };
}

/** What follows an install in the same RUN does not keep it from being joined. */
function beginsWithInstall(instruction: Instruction, file: Dockerfile): Steps | undefined {
  const steps = stepsOf(instruction, file);
  const first = steps?.steps[0]?.command;
  return first && isApt(first) && operandsOf(first)[0]?.text === 'install' ? steps : undefined;
}

function joinRuns(first: Instruction, second: Instruction, file: Dockerfile): SpanEdit[] | undefined {
  const flags = ({ flags: list }: Instruction) => list.map(({ name, value }) => `${name}=${value}`).join(' ');
  if (flags(first) !== flags(second) || second.comments.some(({ text }) => /^(?:hadolint\b|check\s*=)/.test(text)))
    return undefined;
  const { join } = styleOf(file);
  const indent = join.slice(join.indexOf('\n') + 1);
  const comments = file.text
    .slice(first.end, second.start)
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line.startsWith('#'));
  const between = comments.map((comment) => `\n${indent}${comment}`).join('');
  const start = second.operands.offsetOf(0);
  return [replace({ start: first.end, end: start }, `${join.replace(`\n${indent}`, '')}${between}\n${indent}&& `)];
}

function leanInstalls(instruction: Instruction, file: Dockerfile, unsafe: boolean): PassResult {
  const steps = stepsOf(instruction, file);
  const results = (steps?.steps ?? []).map(({ command }): PassResult => {
    const [subcommand, ...packages] = operandsOf(command, ['t', 'target-release', 'o', 'option', 'c']);
    if (!isApt(command) || subcommand?.text !== 'install' || packages.length === 0) return { edits: [], doubts: [] };
    if (
      hasFlag(command, 'no-install-recommends', 'install-recommends') ||
      command.args.some(({ text }) => /Install-Recommends/.test(text))
    )
      return { edits: [], doubts: [] };
    const names = packages.map(({ text }) => text.split(/[=/:]/, 1)[0]!);
    const unknown = names.find((name) => needed(name) === undefined);
    if (unknown !== undefined && !unsafe) {
      const line = file.text.slice(0, steps!.run.spanOf(command).start).split('\n').length;
      return {
        edits: [],
        doubts: [{ line, reason: `Nobody knows whether \`${unknown}\` needs the packages it recommends.` }],
      };
    }
    const more = [...new Set(names.flatMap((name) => needed(name) ?? []))].filter((name) => !names.includes(name));
    const last = command.args.at(-1)!;
    const flagAt = [
      subcommand,
      ...command.args.filter(({ text }) => /^-(?:y|yq|qy|qq|qqy|-yes|-assume-yes)$/.test(text)),
    ];
    const behind = flagAt.reduce((a, b) => (b.start > a.start && b.end <= packages[0]!.start ? b : a));
    const flag = insert(steps!.run.spanOf(behind).end, ' --no-install-recommends');
    return {
      edits: more.length === 0 ? [flag] : [flag, insert(steps!.run.spanOf(last).end, ` ${more.join(' ')}`)],
      doubts: [],
    };
  });
  return together(results);
}

function needed(name: string): readonly string[] | undefined {
  if (Object.hasOwn(neededRecommendations, name)) return neededRecommendations[name];
  if (/^gcc-\d+$/.test(name)) return ['libc6-dev'];
  return /^(?:lib[\w.+-]+|postgresql-client-\d+|g\+\+-\d+)$/.test(name) ? [] : undefined;
}
