import { poetryContentHash } from '@hone/core/locks';
import { compareVersions, normalizeName, parseVersion } from '@hone/core/manifests';
import { parse } from 'smol-toml';
import { lockedDependencies, manifestFile, type LockFacts, type LockFinding, type LockRule } from '../facts.js';
import { compareLists, parseRecorded, toComparable, type ListDifference } from '../requirement-list.js';
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
  if (!own.recorded && own.source.type !== 'workspace') return;
  if (dynamic.has('dependencies') || dynamic.has('optional-dependencies')) return;
  const { requiresDist = [], requiresDev = {}, extras = [] } = own.recorded ?? {};
  const dependencies = lockedDependencies(facts);
  const ofProject = dependencies.filter(({ kind }) => kind !== 'group');
  yield* listChanged(facts, ofProject, requiresDist, '');
  for (const group of [...new Set([...project.manifest.groups, ...Object.keys(requiresDev)])].sort()) {
    const ofGroup = dependencies.filter((dependency) => dependency.kind === 'group' && dependency.group === group);
    yield* listChanged(facts, ofGroup, requiresDev[group] ?? [], ` of the group \`${group}\``);
  }
  yield* extrasChanged(facts, extras);
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
  declared: ReturnType<typeof lockedDependencies>,
  recorded: readonly string[],
  where: string,
): Generator<LockFinding> {
  const read = recorded.map(parseRecorded);
  if (!read.every((entry) => entry !== undefined)) return;
  const wanted = declared.map((dependency) => toComparable(dependency, facts.slice));
  for (const [detail, line] of describe(compareLists(wanted, read, facts.slice.requiresPython), where)) {
    yield stale(facts, detail, line);
  }
}

function* describe(
  { added, removed, changed }: ListDifference,
  where: string,
): Generator<[string, number | undefined]> {
  for (const { from, to } of changed)
    yield [`the dependency${where} is \`${to.text}\`, and the lock has \`${from.text}\``, to.line];
  for (const entry of added) yield [`the dependency${where} \`${entry.text}\` is not in the lock`, entry.line];
  for (const entry of removed)
    yield [`the lock has a dependency${where} \`${entry.text}\` that the manifest does not declare`, undefined];
}

function* extrasChanged(facts: LockFacts, recorded: readonly string[]): Generator<LockFinding> {
  const declared = new Set(facts.project.manifest.extras.map(normalizeName));
  for (const extra of declared) {
    if (!recorded.includes(extra)) yield stale(facts, `the extra \`${extra}\` is not in the lock`);
  }
  for (const extra of recorded) {
    if (!declared.has(extra))
      yield stale(facts, `the lock has an extra \`${extra}\` that the manifest does not declare`);
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
