import type { Diagnostic } from '@hone/core/diagnostics';
import type { LockSlice } from '@hone/core/locks';
import { parseSpecifier, parseVersion, type PythonProject, satisfies } from '@hone/core/manifests';
import { groupBy } from '../collections.js';
import { findingOf } from '../report/finding-rules.js';
import type { Declaration } from '../types.js';
import { isRequirementsFile } from './declarations.js';

/** An environment whose metadata was looked for. */
export interface FoundEnvironment {
  /** Its `pyvenv.cfg`, relative to the workspace root. */
  file: string;
  /** Of its Python. */
  version: string | undefined;
  line: number | undefined;
  /** Metadata folders without a readable name, relative to the workspace root. */
  broken: readonly string[];
}

/** What of a manifest could not be read: such a file is never edited. */
export function manifestProblems({ problems }: PythonProject): Diagnostic[] {
  return problems.map(({ file, line, column, message, hint }) => {
    const rule = /\binclude each other in a cycle\b/.test(message) ? 'include-cycle' : 'manifest-unreadable';
    const advice = hint ?? 'Nothing in this file is edited until it can be read.';
    return findingOf(rule, { message, hint: advice }, { file, line, column });
  });
}

/** Names that stand several times in one manifest: one finding for each that a list repeats, one for all in several groups. */
export function repetitions(declarations: readonly Declaration[]): Diagnostic[] {
  const byFile = groupBy(declarations.filter(isOrdinary), ({ file }) => file);
  return [...byFile.values()].flatMap((list) => {
    const repeated = [...groupBy(list, ({ name }) => name).values()].filter(({ length }) => length > 1);
    const inGroups = repeated.filter((same) => new Set(same.map(placeOf)).size > 1);
    const inOneList = repeated.flatMap((same) =>
      [...groupBy(same, placeOf).values()].filter(({ length }) => length > 1),
    );
    return [...(inGroups.length > 0 ? [declaredInGroups(inGroups)] : []), ...inOneList.map(declaredTwice)];
  });
}

function declaredInGroups(repeated: readonly (readonly Declaration[])[]): Diagnostic {
  const sentences = repeated.slice(0, 3).map((same) => `${same[0]?.name} (${same.map(placeOf).join(', ')})`);
  const more = repeated.length > 3 ? ` and ${repeated.length - 3} more` : '';
  const message = `Declared in several groups: ${sentences.join('; ')}${more}`;
  const { file = '', line } = repeated[0]?.[1] ?? {};
  const hint = 'Each name is judged once: a use keeps all its declarations.';
  return findingOf('declared-in-groups', { message, hint }, { file, line });
}

function declaredTwice(same: readonly Declaration[]): Diagnostic {
  const [first, second] = same;
  const differ = new Set(same.map(({ condition }) => condition)).size > 1;
  const before = first?.line === undefined ? '' : `; first at line ${first.line}`;
  const message = `${first?.name} is declared twice${differ ? ' for different environments' : ''}${before}`;
  const advice = differ ? 'Both are judged together.' : 'Keep one of them.';
  const place = { file: second?.file ?? '', line: second?.line };
  return findingOf('declared-twice', { message, hint: advice, level: differ ? 'note' : 'warning' }, place);
}

function isOrdinary({ constraint, scope }: Declaration): boolean {
  return !constraint && scope !== 'build';
}

function placeOf({ group, scope }: Declaration): string {
  return group ?? (scope === 'runtime' ? 'the dependencies of the program' : scope);
}

/** A lock that could not be read, or that lacks what the manifest declares: then it says nothing of what brings what. */
export function lockProblems(
  lock: LockSlice | undefined,
  declarations: readonly Declaration[],
): { diagnostics: Diagnostic[]; matches: boolean } {
  if (!lock) return { diagnostics: [], matches: true };
  const unreadable = (lock.problems ?? []).map(({ file, line, column, message, hint }) =>
    findingOf('lock-unreadable', { message, hint: hint ?? 'Lock again.' }, { file, line, column }),
  );
  if (unreadable.length > 0) return { diagnostics: unreadable, matches: false };
  const locked = new Set(lock.packages.map(({ name }) => name));
  const absent = declarations.filter(
    ({ name, file, constraint, scope, local }) =>
      !locked.has(name) && !constraint && !local && scope !== 'build' && !isRequirementsFile(file),
  );
  const [first] = absent.filter(({ file }) => file.endsWith('pyproject.toml'));
  if (!first) return { diagnostics: [], matches: true };
  const message = `${lock.file} does not match: it does not hold ${first.name}`;
  const advice = 'Lock again; until then it is not asked what brings what.';
  return { diagnostics: [findingOf('lock-mismatch', { message, hint: advice }, first)], matches: false };
}

/** An environment of a Python that the project does not support, and metadata in it that can not be read. */
export function environmentProblems(
  environment: FoundEnvironment | undefined,
  requiresPython: string | undefined,
): { diagnostics: Diagnostic[]; matches: boolean } {
  if (!environment) return { diagnostics: [], matches: true };
  const { file, version, line, broken } = environment;
  const damaged = broken.map((folder) =>
    findingOf('metadata-broken', { message: NO_NAME, hint: REINSTALL }, { file: folder }),
  );
  if (version === undefined || requiresPython === undefined || isSupported(version, requiresPython)) {
    return { diagnostics: damaged, matches: true };
  }
  const message = `The environment is of Python ${version}, and the project requires ${requiresPython}`;
  const advice = 'Make it anew; until then its metadata is left out.';
  return {
    diagnostics: [findingOf('environment-mismatch', { message, hint: advice }, { file, line })],
    matches: false,
  };
}

const NO_NAME = 'The metadata of an installed package gives no name';
const REINSTALL = 'Install the package again; until then it counts as not installed.';

function isSupported(version: string, requiresPython: string): boolean {
  const parsed = parseVersion(version);
  const specifiers = parseSpecifier(requiresPython);
  return !parsed || !Array.isArray(specifiers) || satisfies(parsed, specifiers, { prereleases: true });
}

/** Index metadata that is not what pip writes. */
export function metadataProblem(file: string): Diagnostic {
  const advice = 'Write it with `pip install --dry-run --report`, or with `pip inspect`.';
  return findingOf('metadata-broken', { message: 'It is no report of pip', hint: advice }, { file, line: 1 });
}
