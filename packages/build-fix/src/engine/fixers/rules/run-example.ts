import { applyTextEdits } from '@hone/core/edits';
import type { Candidate, FixContext, LogEntry, SourceFiles } from '../../types.js';
import { proposeFix } from './propose.js';
import type { ExampleEntry, Rule, RuleExample } from './types.js';

/** What a rule does to the workspace of an example. */
export interface ExampleResult {
  /** What it proposes for the entries, those that are the same once. */
  candidates: Candidate[];
  /** Files that change, with their new texts; `null` for one that goes. */
  after: Record<string, string | null>;
  /** `. $ uv lock` */
  commands: string[];
}

/**
 * Runs a rule on the workspace of an example.
 *
 * @param readLog gives the entries of a log
 */
export function runRuleExample(
  rule: Rule,
  example: RuleExample,
  readLog: (log: string, files: SourceFiles) => readonly LogEntry[],
): ExampleResult {
  const files = filesOf(example.files);
  const entries = example.entries?.map(toEntry) ?? readLog(example.log ?? '', files);
  const context = contextOf(example, files);
  const candidates = new Map<string, Candidate>();
  for (const entry of entries) {
    const candidate = proposeFix(rule, entry, context);
    if (candidate)
      candidates.set(JSON.stringify([candidate.description, candidate.changes, candidate.commands]), candidate);
  }
  const found = [...candidates.values()];
  const commands = found.flatMap(({ commands: list = [] }) =>
    list.map(({ command, args, cwd }) => `${cwd} $ ${[command, ...args].join(' ')}`),
  );
  return { candidates: found, after: applyAll(found, files), commands };
}

/** The files of an example, as fixers see a workspace. */
export function filesOf(texts: Readonly<Record<string, string>>): SourceFiles {
  const names = Object.keys(texts).sort();
  return {
    read: (file) => (Object.hasOwn(texts, file) ? texts[file] : undefined),
    exists: (file) => file === '.' || names.some((name) => name === file || name.startsWith(`${file}/`)),
    list: (folder) => names.filter((name) => folder === '.' || name.startsWith(`${folder}/`)),
  };
}

function contextOf({ projects = { app: '.' }, project }: RuleExample, files: SourceFiles): FixContext {
  const all = Object.entries(projects).map(([name, root]) => ({ name, root }));
  const nested = (root: string): string[] =>
    all.map((each) => each.root).filter((each) => each !== root && (root === '.' || each.startsWith(`${root}/`)));
  const folders = all.map((each) => ({ ...each, nestedRoots: nested(each.root) }));
  folders.sort((a, b) => (a.root < b.root ? -1 : 1));
  return {
    workspaceRoot: '/workspace',
    files,
    project: folders.find(({ name }) => name === (project ?? all[0]!.name))!,
    projects: folders,
    unsafe: true,
    signal: new AbortController().signal,
  };
}

function toEntry(entry: ExampleEntry, index: number): LogEntry {
  const { tool, rule, message, level = 'error', hint, file, line, column = 1, captures } = entry;
  const start = { line: line ?? 1, column };
  const end = { line: entry.endLine ?? start.line, column: entry.endColumn ?? column };
  const location =
    file === undefined ? {} : { location: { file, ...(line !== undefined && { region: { start, end } }) } };
  return {
    diagnostic: { tool, ruleId: rule, level, message, ...(hint !== undefined && { hint }), ...location },
    format: tool,
    logLine: index + 1,
    ...(captures && { captures }),
  };
}

function applyAll(candidates: readonly Candidate[], files: SourceFiles): Record<string, string | null> {
  const after: Record<string, string | null> = {};
  for (const { changes } of candidates) {
    const edits = changes.flatMap((change) => (change.kind === 'edit' ? [change.edit] : []));
    for (const file of new Set(edits.map((edit) => edit.file))) {
      const text = after[file] ?? files.read(file) ?? '';
      after[file] = applyTextEdits(
        text,
        edits.filter((edit) => edit.file === file),
      );
    }
    for (const change of changes) {
      if (change.kind === 'create') after[change.file] = change.text;
      if (change.kind === 'delete') after[change.file] = null;
    }
  }
  return after;
}
