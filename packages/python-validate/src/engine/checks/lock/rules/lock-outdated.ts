import { poetryContentHash } from '@hone/core/locks';
import { compareVersions, parseVersion } from '@hone/core/manifests';
import type { Dependency } from '@hone/core';
import { parse } from 'smol-toml';
import { lockedDependencies, manifestFile, type LockFacts, type LockFinding, type LockRule } from '../facts.js';
import { compareLists, parseRecorded, toComparable } from '../requirement-list.js';
import { stringsAt, type TomlTable } from '../../metadata/toml-value.js';

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
  const dynamic = pyproject && dynamicFields(pyproject.text);
  // What the build backend computes can't be compared without running it.
  if (!own || !dynamic) return;
  yield* versionChanged(facts, dynamic);
  if (dynamic.has('dependencies') || dynamic.has('optional-dependencies')) return;
  const { requiresDist = [], requiresDev = {}, extras = [] } = own.recorded ?? {};
  const dependencies = lockedDependencies(facts);
  const ofProject = dependencies.filter(({ kind }) => kind !== 'group');
  yield* listChanged(facts, ofProject, requiresDist);
  for (const group of [...new Set([...project.manifest.groups, ...Object.keys(requiresDev)])].sort()) {
    const ofGroup = dependencies.filter((dependency) => dependency.kind === 'group' && dependency.group === group);
    yield* listChanged(facts, ofGroup, requiresDev[group] ?? [], group);
  }
  yield* namesChanged(facts, 'extra', project.manifest.extras, extras);
  yield* namesChanged(facts, 'group', project.manifest.groups, Object.keys(requiresDev));
}

function dynamicFields(text: string): ReadonlySet<string> | undefined {
  try {
    const document = parse(text.replace(/^\uFEFF/, '')) as TomlTable;
    return new Set(stringsAt(document, ['project', 'dynamic']).map(([, field]) => field));
  } catch {
    return undefined;
  }
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
