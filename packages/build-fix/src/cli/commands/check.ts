import { existsSync, readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { HoneError, renderError } from '@hone/core/diagnostics';
import { type Checked, checkFormat, type CheckProblem, checkRule } from '../../engine/check/index.js';
import { loadRules, rulesFolder } from '../../engine/fixers/rules/index.js';
import { createSourceFiles } from '../../engine/plan/source-files.js';
import { loadFormats, userFormatsFolder } from '../../engine/read/index.js';
import type { Command } from '../command.js';
import { parseOptions, requireWorkspaceRoot } from '../options.js';

/** `build-fix check`. */
export const checkCommand: Command = {
  usage: `check

Reads the workspace's own rules and formats in .hone/build-fix, and runs their examples.`,
  async run(args, context) {
    if (parseOptions(args, {}).positionals.length > 0) throw new HoneError('There is nothing to name.');
    const root = requireWorkspaceRoot(context.cwd);
    const formats = await loadFormats(root);
    const rules = yamlFiles(root, rulesFolder);
    const formatFiles = yamlFiles(root, userFormatsFolder);
    const read = (file: string): string => readFileSync(path.join(root, file), 'utf8');
    const checked: Checked[] = [
      ...formatFiles.map((file) => checkFormat(read(file), file)),
      ...rules.map((file) => checkRule(read(file), file, formats)),
    ];
    const own = checked.flatMap(({ problems }) => problems.map(({ message, ...place }) => toError(message, place)));
    const others = (await loadRules(createSourceFiles(root))).problems;
    // What a file says wrongly by itself is among both.
    const problems = [...new Set([...own, ...others].map(renderError))];
    problems.forEach(context.warn);
    const examples = checked.reduce((sum, each) => sum + each.examples, 0);
    const what = `${countOf(rules.length, 'rule')} and ${countOf(formatFiles.length, 'format')}`;
    const outcome =
      problems.length > 0 ? countOf(problems.length, 'problem') : `${countOf(examples, 'example')}, all hold`;
    context.print(rules.length + formatFiles.length > 0 ? `${what}: ${outcome}.` : NONE);
    return problems.length > 0 ? 1 : 0;
  },
};

const NONE = `There are no rules in ${rulesFolder} and no formats in ${userFormatsFolder}.`;

function yamlFiles(root: string, folder: string): string[] {
  const absolute = path.join(root, folder);
  if (!existsSync(absolute)) return [];
  const names = readdirSync(absolute, { recursive: true, encoding: 'utf8' }).filter((name) => /\.ya?ml$/.test(name));
  return names.map((name) => `${folder}/${name.replaceAll('\\', '/')}`).sort();
}

const countOf = (count: number, noun: string): string => `${count} ${noun}${count === 1 ? '' : 's'}`;

function toError(message: string, { file, line, hint }: Omit<CheckProblem, 'message'>): HoneError {
  return new HoneError(message, { file, ...(line !== undefined && { line }), ...(hint !== undefined && { hint }) });
}
