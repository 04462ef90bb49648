import { dirname } from 'node:path';
import type { EngineOptions } from '../config/engine-options.js';
import { overridesOf, toEngineOptions } from '../config/engine-options.js';
import { toSlashes } from '../config/file-patterns.js';
import type { FirstParty } from '../config/first-party.js';
import { createFirstParty, importedModules, knownModules } from '../config/first-party.js';
import type { RuffConfig } from '../config/ruff-config.js';
import type { RuffAnswer, RuffEngine, RuffRequest } from '../engine.js';
import { embeddedVersion, isSyntaxCode, syntaxRules } from '../rule-table.js';
import { lintCoversSyntax, syntaxFindings, withoutSuppressions } from '../syntax-coverage.js';
import type { Job } from './jobs.js';
import type { RawResult } from './linter.js';
import { adjustForPath } from './path-rules.js';
import { runAllJobs } from './run-jobs.js';
import { toFinding } from './to-finding.js';

/** Ruff inside this process: needs neither Python nor an installation. */
export const embeddedEngine: RuffEngine = {
  version: embeddedVersion,
  async run(requests, signal) {
    const firstParty = createFirstParty();
    const plan = planJobs(requests, firstParty);
    const results = await runAllJobs(plan, signal);
    return requests.map((request, index) => {
      const { lint, syntax } = plan.places[index] ?? {};
      return assembleAnswer(request, resultAt(results, lint), resultAt(results, syntax), firstParty);
    });
  },
};

function resultAt(results: readonly RawResult[], index: number | undefined): RawResult | undefined {
  return index === undefined ? undefined : results[index];
}

/** Where the answers for one file will stand among the results. */
interface Places {
  lint?: number;
  syntax?: number;
}

interface Plan {
  options: { key: string; options: EngineOptions }[];
  jobs: Job[];
  places: Places[];
}

function planJobs(requests: readonly RuffRequest[], firstParty: FirstParty): Plan {
  const plan: Plan = { options: [], jobs: [], places: requests.map(() => ({})) };
  const optionIndex = new Map<string, number>();
  const addJob = (options: EngineOptions, text: string) => {
    const key = JSON.stringify(options);
    let index = optionIndex.get(key);
    if (index === undefined) {
      index = plan.options.push({ key, options }) - 1;
      optionIndex.set(key, index);
    }
    return plan.jobs.push({ options: index, text }) - 1;
  };
  for (const { options, members } of groupByOptions(requests, firstParty)) {
    for (const index of members) {
      const request = requests[index];
      if (request) plan.places[index] = { lint: addJob(options, request.file.text) };
    }
  }
  requests.forEach((request, index) => {
    const { file, syntax } = request;
    if (!syntax || lintCoversSyntax(request, embeddedVersion)) return;
    plan.places[index] = {
      ...plan.places[index],
      syntax: addJob(syntaxOptions(syntax), withoutSuppressions(file.text)),
    };
  });
  return plan;
}

/** Options that hide nothing: the project's own configuration has no say in whether a file compiles. */
function syntaxOptions(targetVersion: string): EngineOptions {
  return { 'target-version': targetVersion, lint: { select: [...syntaxRules] } };
}

interface OptionGroup {
  config: RuffConfig;
  path: string;
  packageRoot: string | undefined;
  imported: Set<string>;
  members: number[];
}

/**
 * Files with the same configuration, ignores, Python and package see their modules alike; each such group gets one
 * engine, told of all the modules that any of its files imports.
 */
function groupByOptions(
  requests: readonly RuffRequest[],
  firstParty: FirstParty,
): { options: EngineOptions; members: number[] }[] {
  const groups = new Map<string, OptionGroup>();
  const configIds = new Map<RuffConfig, number>();
  requests.forEach(({ file, lint }, index) => {
    if (!lint) return;
    const id = configIds.get(lint) ?? configIds.size;
    configIds.set(lint, id);
    const path = toSlashes(file.path);
    const packageRoot = firstParty.packageRoot(lint, dirname(file.path));
    const key = JSON.stringify([id, overridesOf(lint, path), packageRoot]);
    const group = groups.get(key) ?? { config: lint, path, packageRoot, imported: new Set(), members: [] };
    groups.set(key, group);
    for (const module of importedModules(file.text)) group.imported.add(module);
    group.members.push(index);
  });
  return [...groups.values()].map(({ config, path, packageRoot, imported, members }) => ({
    options: toEngineOptions(
      config,
      overridesOf(config, path),
      knownModules(config, firstParty, packageRoot, imported),
    ),
    members,
  }));
}

function assembleAnswer(
  request: RuffRequest,
  lint: RawResult | undefined,
  syntax: RawResult | undefined,
  firstParty: FirstParty,
): RuffAnswer {
  const failure = [lint, syntax].flatMap((result) => (result && 'error' in result ? [result.error] : []))[0];
  const answer: RuffAnswer = failure === undefined ? {} : { failure };
  const { lint: config, file } = request;
  if (config && lint && 'findings' in lint) {
    const findings = lint.findings.map((finding) => toFinding(finding, config, file));
    answer.lint = adjustForPath(findings, file, config, firstParty);
    if (request.syntax && !syntax) answer.syntax = syntaxFindings(answer.lint);
  }
  if (syntax && 'findings' in syntax) {
    answer.syntax = syntax.findings
      .map((finding) => toFinding(finding, undefined, file))
      .filter(({ code }) => isSyntaxCode(code));
  }
  return answer;
}
