import { poetryContentHash } from '@hone/core/locks';
import { compareVersions, type Dependency, normalizeName, parseVersion } from '@hone/core/manifests';
import { lockedDependencies, manifestFile, type LockFacts, type LockFinding, type LockRule } from '../facts.js';
import { compareLists, parseRecorded, toComparable } from '../requirement-list.js';
import { isTable, stringsAt, tableAt, type TomlTable } from '../../metadata/toml-value.js';

const lockOf = (specifier: string): string =>
  `version = 1
revision = 3
requires-python = ">=3.11"

[[package]]
name = "billing"
version = "1.0"
source = { virtual = "." }
dependencies = [{ name = "httpx" }]

[package.metadata]
requires-dist = [{ name = "httpx", specifier = "${specifier}" }]

[[package]]
name = "httpx"
version = "0.28.1"
source = { registry = "https://pypi.org/simple" }
`;

const manifest =
  '[project]\nname = "billing"\nversion = "1.0"\nrequires-python = ">=3.11"\ndependencies = ["httpx>=0.27"]\n';

export const lockOutdated: LockRule = {
  id: 'python/lock-outdated',
  summary: 'The manifest has changed since the lock file was written.',
  reason: 'What gets installed is not what the manifest asks for, and a locked installation stops.',
  level: 'error',
  bad: { 'pyproject.toml': manifest, 'uv.lock': lockOf('>=0.25') },
  good: { 'pyproject.toml': manifest, 'uv.lock': lockOf('>=0.27') },
  check: (facts) => (facts.slice.kind === 'uv' ? checkUv(facts) : checkPoetry(facts)),
};

function* checkUv(facts: LockFacts): Generator<LockFinding> {
  const { own, pyproject, project } = facts;
  // Without [project] there is nothing that uv could have recorded.
  if (!own || !pyproject || !tableAt(pyproject.document, ['project'])) return;
  const dynamic = new Set(stringsAt(pyproject.document, ['project', 'dynamic']).map(([, field]) => field));
  yield* versionChanged(facts, dynamic);
  // What the build backend computes can't be compared without running it.
  if (dynamic.has('dependencies') || dynamic.has('optional-dependencies')) return;
  const { requiresDist = [], requiresDev = {}, extras = [] } = own.recorded ?? {};
  const dependencies = lockedDependencies(facts);
  const ofProject = dependencies.filter(({ kind }) => kind !== 'group');
  yield* listChanged(facts, ofProject, requiresDist);
  for (const group of project.manifest.groups.filter((name) => !isBounded(name, pyproject.document))) {
    const ofGroup = dependencies.filter((dependency) => dependency.kind === 'group' && dependency.group === group);
    if (requiresDev[group]) yield* listChanged(facts, ofGroup, requiresDev[group], group);
  }
  yield* namesChanged(facts, 'extra', project.manifest.extras, extras);
  yield* namesChanged(facts, 'group', project.manifest.groups, Object.keys(requiresDev));
}

/** A group with a `requires-python` of its own is recorded with it in each marker, and so is what includes it. */
function isBounded(group: string, document: TomlTable): boolean {
  const bounded = Object.keys(tableAt(document, ['tool', 'uv', 'dependency-groups']) ?? {}).map(normalizeName);
  if (bounded.length === 0) return false;
  const groups = Object.entries(tableAt(document, ['dependency-groups']) ?? {});
  const entries = groups.find(([name]) => normalizeName(name) === group)?.[1];
  return bounded.includes(group) || (Array.isArray(entries) && entries.some(isTable));
}

function* versionChanged(facts: LockFacts, dynamic: ReadonlySet<string>): Generator<LockFinding> {
  const declared = facts.project.manifest.version;
  const [locked, now] = [facts.own?.version, declared].map((text) =>
    text === undefined ? undefined : parseVersion(text),
  );
  if (dynamic.has('version') || !locked || !now || compareVersions(locked, now) === 0) return;
  yield stale(facts, `the project’s version is ${declared}, and the lock has ${facts.own?.version}`);
}

function* listChanged(
  facts: LockFacts,
  declared: readonly Dependency[],
  recorded: readonly string[],
  group?: string,
): Generator<LockFinding> {
  const read = recorded.map(parseRecorded);
  if (!read.every((entry) => entry !== undefined)) return;
  const wanted = declared.map((dependency) => toComparable(dependency, facts.slice));
  const { changed, added, removed } = compareLists(wanted, read, facts.slice.requiresPython);
  const owner = group === undefined ? 'the manifest' : `the group \`${group}\``;
  for (const { from, to } of changed) {
    yield stale(facts, `${owner} requires \`${to.text}\`, and the lock has \`${from.text}\``, to.line);
  }
  for (const { text, line } of added)
    yield stale(facts, `${owner} requires \`${text}\`, and the lock does not have it`, line);
  for (const { text } of removed) yield stale(facts, `the lock has \`${text}\`, and ${owner} does not require it`);
}

function* namesChanged(
  facts: LockFacts,
  noun: 'extra' | 'group',
  declared: readonly string[],
  recorded: readonly string[],
): Generator<LockFinding> {
  for (const name of declared) {
    if (!recorded.includes(name)) yield stale(facts, `the lock does not have the ${noun} \`${name}\``);
  }
  for (const name of recorded) {
    if (!declared.includes(name)) yield stale(facts, `the lock has the ${noun} \`${name}\`, and the manifest does not`);
  }
}

function* checkPoetry(facts: LockFacts): Generator<LockFinding> {
  const { slice, pyproject } = facts;
  if (slice.contentHash === undefined || !pyproject) return;
  const hashes = poetryContentHash(pyproject.text);
  if (hashes.length > 0 && !hashes.includes(slice.contentHash)) {
    yield stale(facts, 'the dependencies in pyproject.toml have another content hash than the lock');
  }
}

function stale(facts: LockFacts, detail: string, line?: number): LockFinding {
  return {
    message: `\`${facts.slice.file}\` is out of date: ${detail}.`,
    file: manifestFile(facts),
    ...(line !== undefined && { line }),
  };
}
