import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { HoneError } from '@hone/core/diagnostics';
import {
  explainRows,
  type LearnedRow,
  mergeRows,
  openStore,
  parseLearned,
  renderExplanation,
  storeFolder,
} from '../../engine/learn/index.js';
import { learnedFile } from '../../engine/plan/learned-file.js';
import type { CliContext, Command } from '../command.js';
import { type Decision, findDecisions, readPlans } from '../decisions.js';
import { parseOptions, requireWorkspaceRoot } from '../options.js';

const MOST = 20;

/** `build-fix explain`. */
export const explainCommand: Command = {
  usage: `explain <file[:line] | rule | fingerprint>

Says what the last plans decided for a place, a rule or a kind of diagnostic, and what was learned of it.`,
  run(args, context) {
    const [query, ...others] = parseOptions(args, {}).positionals;
    if (query === undefined || others.length > 0) throw new HoneError('One thing to explain is needed.');
    const root = requireWorkspaceRoot(context.cwd);
    const decisions = findDecisions(readPlans(root, context.warn), query);
    const learned = readRows(root, context);
    const fingerprints = new Set(decisions.map(({ fingerprint }) => fingerprint));
    if (learned.some(({ fingerprint }) => fingerprint === query)) fingerprints.add(query);
    if (fingerprints.size === 0) {
      context.print(`No plan and no outcome knows ${query}. Plans are made by the target build-fix.`);
      return Promise.resolve(1);
    }
    for (const fingerprint of fingerprints) {
      const own = decisions.filter((decision) => decision.fingerprint === fingerprint);
      for (const decision of own.slice(0, MOST)) context.print(renderDecision(decision));
      if (own.length > MOST) context.print(`… and ${own.length - MOST} more of this kind.`);
      context.print(`${renderExplanation(explainRows(fingerprint, learned))}\n`);
    }
    return Promise.resolve(0);
  },
};

/** What this machine learned, and what is shared. A store is not made for it. */
function readRows(root: string, { warn }: CliContext): LearnedRow[] {
  const lists: LearnedRow[][] = [];
  const shared = path.join(root, learnedFile);
  if (existsSync(shared)) lists.push(parseLearned(readFileSync(shared, 'utf8'), learnedFile));
  if (existsSync(path.join(storeFolder(root), 'learned.db'))) {
    const store = openStore(storeFolder(root), { tell: warn });
    lists.push(parseLearned(store.export(), 'store'));
    store.close();
  }
  return mergeRows(...lists);
}

function renderDecision({ project, place, diagnostic, fingerprint, outcome }: Decision): string {
  const { tool, ruleId, message } = diagnostic;
  return [
    `${place}: ${message.split('\n', 1)[0]} (${tool} ${ruleId}, ${fingerprint}, project ${project})`,
    ...outcomeLines(outcome),
  ].join('\n');
}

function outcomeLines(outcome: Decision['outcome']): string[] {
  if (outcome.kind === 'left') return [`  left (${outcome.reason}): ${outcome.explanation}`];
  const { kind, fixer, applicability, description, keptBack } = outcome;
  const line = `  ${kind} by ${fixer} (${applicability}): ${description}`;
  return keptBack === undefined ? [line] : [line, `  ${keptBack}`];
}
