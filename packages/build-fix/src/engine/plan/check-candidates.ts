import path from 'node:path';
import { errorMessage } from '@hone/core/diagnostics';
import type { Candidate, LeftReason, SourceFiles } from '../types.js';
import { fileOfChange } from './apply-fixes.js';
import { changesNothing, type Choice, choiceOf, type Refusal, type Texts } from './choice.js';
import type { Protection } from './protect.js';
import type { Scope } from './scope.js';

/** What candidates are held against. */
export interface CandidateChecks {
  files: SourceFiles;
  texts: Texts;
  scope: Scope;
  protection: Protection;
}

/** What can be carried out of some candidates, in their order, and what can not. */
export interface CheckedCandidates {
  choices: Choice[];
  refusals: Refusal[];
}

/** Sorts out candidates that would change what must not be changed, or that do not fit the files as they are. */
export function checkCandidates(candidates: readonly Candidate[], checks: CandidateChecks): CheckedCandidates {
  const checked: CheckedCandidates = { choices: [], refusals: [] };
  for (const candidate of candidates) {
    const result = checkCandidate(candidate, checks);
    if ('reason' in result) checked.refusals.push(result);
    else checked.choices.push(result);
  }
  return checked;
}

function checkCandidate(candidate: Candidate, checks: CandidateChecks): Choice | Refusal {
  const refuse = (reason: LeftReason, explanation: string): Refusal => ({ candidate, reason, explanation });
  const commands = candidate.commands ?? [];
  if (candidate.applicability === 'manual' || candidate.changes.length + commands.length === 0) {
    return refuse('manual', `To be done by hand: ${candidate.description}`);
  }
  const edited = new Set(candidate.changes.map(fileOfChange));
  for (const file of new Set([...edited, ...commands.flatMap(({ changes }) => changes)])) {
    const problem = fileProblem(file, !edited.has(file), checks);
    if (problem) return refuse(...problem);
  }
  for (const change of candidate.changes) {
    const { kind } = change;
    const file = fileOfChange(change);
    if (kind === 'create' && checks.files.exists(file)) return refuse('conflict', `${file} exists already.`);
    if (kind !== 'create' && !checks.files.exists(file)) return refuse('file-missing', `There is no file ${file}.`);
    if (kind === 'edit' && checks.texts.read(file) === undefined) {
      return refuse('protected-file', `${file} is no UTF-8 text.`);
    }
  }
  try {
    const choice = choiceOf(candidate, checks.texts);
    if (!('reason' in choice) && changesNothing(choice, checks.texts)) {
      return refuse('file-changed', `The files are already as "${candidate.description}" would make them.`);
    }
    return choice;
  } catch (error) {
    return refuse(
      'out-of-range',
      `An edit of "${candidate.description}" does not fit its file: ${errorMessage(error)}`,
    );
  }
}

function fileProblem(
  file: string,
  byItsTool: boolean,
  { scope, protection }: CandidateChecks,
): [reason: LeftReason, explanation: string] | undefined {
  if (!isPlainName(file)) return ['protected-file', `${file} lies outside the workspace.`];
  const forbidden = scope.forbids(file);
  if (forbidden !== undefined) return ['excluded', `${file} would be changed. ${forbidden}`];
  const guarded = protection.of(file, byItsTool);
  return guarded === undefined ? undefined : ['protected-file', `${file} would be changed. ${guarded}`];
}

/** Whether a name is relative, inside the workspace, and written in the one way in which it is compared. */
function isPlainName(file: string): boolean {
  return (
    file !== '' &&
    file !== '.' &&
    !file.includes('\\') &&
    !/^(?:\/|[A-Za-z]:|\.\.(?:\/|$))/.test(file) &&
    path.posix.normalize(file) === file
  );
}
