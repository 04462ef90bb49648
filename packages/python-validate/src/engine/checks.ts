import type { Check, CheckResult, ProjectContext } from './check.js';
import { failure, reasonOf } from './own-findings.js';
import { type RuffFinder, syntaxAndLint } from './ruff/index.js';

/** The checks, in the order in which their results stand in a report. */
export const checkNames = ['syntax', 'lint', 'imports', 'metadata', 'lock', 'types'] as const;
export type CheckName = (typeof checkNames)[number];

/** Which checks run for a project. */
export type EnabledChecks = Readonly<Record<CheckName, boolean>>;

/** The checks that stand alone, loaded where one is wanted; syntax and lint share one run of ruff. */
const independentChecks: readonly [CheckName, () => Promise<Check>][] = [
  ['imports', async () => (await import('./checks/imports/index.js')).checkImports],
  ['metadata', async () => (await import('./checks/metadata/index.js')).checkMetadata],
  ['lock', async () => (await import('./checks/lock/index.js')).checkLock],
  ['types', async () => (await import('./checks/types/index.js')).checkTypes],
];

/** What each enabled check found in each project. */
export type CheckResults = ReadonlyMap<ProjectContext, ReadonlyMap<CheckName, CheckResult>>;

/**
 * Runs every check over all projects that have it enabled. A check that throws fails no other: the projects that it was
 * to judge get a diagnostic in its place.
 *
 * @param ruffs where ruff is looked for; some may have been found already.
 */
export async function runChecks(
  projects: ReadonlyMap<ProjectContext, EnabledChecks>,
  signal: AbortSignal,
  ruffs: RuffFinder,
): Promise<CheckResults> {
  const results = new Map([...projects.keys()].map((project) => [project, new Map<CheckName, CheckResult>()]));
  const record = (name: CheckName, found: ReadonlyMap<ProjectContext, CheckResult>) => {
    for (const [project, result] of found) results.get(project)?.set(name, result);
  };
  const withCheck = (name: CheckName) => [...projects.keys()].filter((project) => projects.get(project)?.[name]);

  // Ruff runs in a process or on worker threads of its own, so it overlaps with the checks below.
  const ruff = groupBySyntaxAndLint(projects).map(async ({ members, wanted }) => {
    const names = (['syntax', 'lint'] as const).filter((name) => wanted[name]);
    const found = await guard(names, members, () => syntaxAndLint(members, wanted, signal, ruffs));
    for (const name of names) record(name, found[name] ?? new Map());
  });
  const others = independentChecks.map(async ([name, load]) => {
    const members = withCheck(name);
    if (members.length === 0) return;
    const found = await guard([name], members, async () => ({ [name]: await (await load())(members, signal) }));
    record(name, found[name] ?? new Map());
  });
  await Promise.all([...ruff, ...others]);
  return results;
}

interface SyntaxAndLintGroup {
  wanted: { syntax: boolean; lint: boolean };
  members: ProjectContext[];
}

/** Projects that want the same of ruff are judged in one run. */
function groupBySyntaxAndLint(projects: ReadonlyMap<ProjectContext, EnabledChecks>): SyntaxAndLintGroup[] {
  const groups = new Map<string, SyntaxAndLintGroup>();
  for (const [project, { syntax, lint }] of projects) {
    if (!syntax && !lint) continue;
    const key = `${syntax}/${lint}`;
    const group = groups.get(key) ?? { wanted: { syntax, lint }, members: [] };
    group.members.push(project);
    groups.set(key, group);
  }
  return [...groups.values()];
}

type FoundByCheck = Partial<Record<CheckName, ReadonlyMap<ProjectContext, CheckResult>>>;

/** Turns a throw, which is a defect of ours, into one diagnostic a project instead of a lost batch. */
async function guard(
  names: readonly CheckName[],
  members: readonly ProjectContext[],
  run: () => Promise<FoundByCheck>,
): Promise<FoundByCheck> {
  try {
    return await run();
  } catch (error) {
    const reason = reasonOf(error);
    return Object.fromEntries(
      names.map((name) => [name, new Map(members.map((project) => [project, failedCheck(name, project, reason)]))]),
    );
  }
}

function failedCheck(name: CheckName, { manifest, root }: ProjectContext, reason: string): CheckResult {
  return failure(
    'python/check-failed',
    manifest.manifests[0] ?? root,
    `The check \`${name}\` could not finish: ${reason}`,
    `Turn it off for this project with \`"checks": {"${name}": false}\` and report this message.`,
  );
}
