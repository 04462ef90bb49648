/** Before each line of the child that is ours: plugins print what they like. */
export const MARK = '\u0001hone-eslint:';

/** What the child is told on its standard input. */
export interface ChildInput {
  /** Absolute: where ESLint runs, and from where it is loaded. */
  folder: string;
  mark: string;
  files: readonly { path: string; text: string }[];
}

/** What it says, a line each. */
export type ChildLine =
  | { kind: 'missing'; message: string }
  | { kind: 'start'; path: string }
  | { kind: 'failed'; path: string; message: string }
  | { kind: 'linted'; path: string; messages: readonly LintMessage[] };

/** The parts of ESLint's `LintMessage` that are read; offsets are of the text without its byte order mark. */
export interface LintMessage {
  ruleId: string | null;
  line?: number;
  column?: number;
  message: string;
  fix?: TextFix;
  suggestions?: readonly { desc: string; fix: TextFix }[];
}

/** A replacement by UTF-16 offsets. */
export interface TextFix {
  range: readonly [number, number];
  text: string;
}

/**
 * What runs in a process of its own, so that a plugin that crashes, hangs or ends the process takes only that along. It
 * is a text for `node -e`, since the child has to run beside our sources and beside our built files alike. Each file is
 * linted by itself: the results of the others stand when one fails.
 */
export const childScript = `
'use strict';
const { createRequire } = require('node:module');
const { join } = require('node:path');
const { readFileSync } = require('node:fs');

const { folder, mark, files } = JSON.parse(readFileSync(0, 'utf8'));
const say = (line) => process.stdout.write('\\n' + mark + JSON.stringify(line) + '\\n');
const text = (error) => String((error && error.message) || error);
for (const name of ['log', 'info', 'debug']) console[name] = console.error;

async function openEngine() {
  const eslint = createRequire(join(folder, 'package.json'))('eslint');
  const ESLint = eslint.loadESLint ? await eslint.loadESLint({ cwd: folder }) : eslint.ESLint;
  return new ESLint({ cwd: folder });
}

async function lint(engine, { path, text: source }) {
  const results = (await engine.isPathIgnored(path)) ? [] : await engine.lintText(source, { filePath: path });
  const messages = results.flatMap((result) => result.messages);
  return messages.map(({ ruleId, line, column, message, fix, suggestions }) => ({
    ruleId,
    line,
    column,
    message,
    fix,
    suggestions: suggestions && suggestions.map(({ desc, fix: change }) => ({ desc, fix: change })),
  }));
}

async function main() {
  let engine;
  try {
    engine = await openEngine();
  } catch (error) {
    return say({ kind: 'missing', message: text(error) });
  }
  for (const file of files) {
    say({ kind: 'start', path: file.path });
    try {
      say({ kind: 'linted', path: file.path, messages: await lint(engine, file) });
    } catch (error) {
      say({ kind: 'failed', path: file.path, message: text(error) });
    }
  }
}

void main();
`;
