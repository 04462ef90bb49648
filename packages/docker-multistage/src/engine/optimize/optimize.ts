import type { IgnoreFile } from '../lint/config/ignore-file.js';
import { emptyContext } from '../lint/context.js';
import { lintDockerfile } from '../lint/lint-file.js';
import { parseDockerfile } from '../dockerfile/index.js';
import type { Doubt, Pass, ProjectFiles } from './pass.js';
import { allPasses } from './passes/index.js';
import { applySpanEdits } from './text.js';

/** What is to be done, and how far. */
export interface OptimizeInput {
  text: string;
  files?: ProjectFiles | undefined;
  /** The .dockerignore that counts. */
  ignoreFile?: IgnoreFile | undefined;
  unsafe?: boolean;
  /** Ids of passes that are left out. */
  skip?: readonly string[];
}

/** What became of one pass. */
export interface PassReport {
  id: string;
  status: 'done' | 'nothing' | 'unsure';
  /** What it left alone and why; also of a pass that did something elsewhere. Lines are those of the result. */
  doubts: readonly Doubt[];
}

export interface OptimizeResult {
  text: string;
  passes: readonly PassReport[];
}

/** One pass can make room for another before it; more rounds than this were never seen. */
const MAX_ROUNDS = 8;

/**
 * Rewrites a Dockerfile pass by pass until none has anything to do, so that a second call changes nothing. A pass whose
 * result would not parse or would have more findings of the linter is taken back. Never throws.
 */
export function optimizeDockerfile(input: OptimizeInput): OptimizeResult {
  return runPasses(
    allPasses.filter(({ id }) => !input.skip?.includes(id)),
    input,
  );
}

/** The same with passes of one's choice. */
export function runPasses(passes: readonly Pass[], input: OptimizeInput): OptimizeResult {
  const none = passes.map(({ id }): PassReport => ({ id, status: 'nothing', doubts: [] }));
  const { problems } = parseDockerfile(input.text);
  if (problems.length > 0) return { text: input.text, passes: none };
  const done = new Set<string>();
  let text = input.text;
  for (let round = 0; round < MAX_ROUNDS; round++) {
    const before = text;
    const doubts = new Map<string, readonly Doubt[]>();
    for (const pass of passes) {
      const outcome = runPass(pass, text, input);
      if (outcome.text !== text) done.add(pass.id);
      text = outcome.text;
      doubts.set(pass.id, outcome.doubts);
    }
    if (text === before) return { text, passes: passes.map(({ id }) => report(id, done, doubts.get(id) ?? [])) };
  }
  const endless = {
    line: 1,
    reason: 'The passes come to no end on this file, so it stays as it is: please report it.',
  };
  return { text: input.text, passes: none.map(({ id }) => report(id, new Set(), done.has(id) ? [endless] : [])) };
}

function report(id: string, done: ReadonlySet<string>, doubts: readonly Doubt[]): PassReport {
  return { id, status: done.has(id) ? 'done' : doubts.length > 0 ? 'unsure' : 'nothing', doubts };
}

function runPass(pass: Pass, text: string, input: OptimizeInput): { text: string; doubts: readonly Doubt[] } {
  const file = parseDockerfile(text);
  const { edits, doubts } = pass.run({ file, files: input.files, unsafe: input.unsafe ?? false });
  if (edits.length === 0) return { text, doubts };
  const result = applySpanEdits(text, edits);
  const problem = result === undefined ? 'Two of its edits overlap.' : whatIsWorse(text, result, input);
  if (result === undefined || problem !== undefined) {
    return { text, doubts: [...doubts, { line: lineAt(text, edits[0]!.span.start), reason: problem! }] };
  }
  return { text: result, doubts };
}

function lineAt(text: string, offset: number): number {
  return text.slice(0, offset).split('\n').length;
}

/** Why a result must not be kept. */
function whatIsWorse(before: string, after: string, { ignoreFile }: OptimizeInput): string | undefined {
  if (parseDockerfile(after).problems.length > 0) return 'The result would not parse.';
  const context = { ...emptyContext, ignoreFile };
  const find = (text: string) => lintDockerfile({ file: 'Dockerfile', text, context });
  const [old, found] = [find(before), find(after)];
  if (found.length <= old.length) return undefined;
  const known = new Set(old.map(({ ruleId, message }) => `${ruleId} ${message}`));
  const added = found.find(({ ruleId, message }) => !known.has(`${ruleId} ${message}`)) ?? found[0]!;
  return `The result would have more findings: ${added.ruleId} (${added.message})`;
}
