import { compareText } from '@hone/core/diagnostics';
import { groupBy } from '../collections.js';
import type { Declaration, Evidence, MissingUse, ProjectFacts, Verdict } from '../types.js';
import { reachableFrom } from './reach.js';

/** What the options say of judging. */
export interface JudgeOptions {
  /** Names that stay; `*` stands for any part of a name. */
  keep: readonly string[];
}

/** All that is known of one name. */
interface Case {
  name: string;
  declarations: readonly Declaration[];
  evidence: readonly Evidence[];
  part?: Declaration['part'];
}

/** A judgement before it is put together with its case; `undefined`: this question does not decide it. */
type Answer = Pick<Verdict, 'kind' | 'reason' | 'chain' | 'suggestion'> | undefined;

/**
 * Judges every dependency that a project declares, and every use of one that it does not. Pure.
 *
 * The questions are asked in the order of `questions`; the first answer counts. What stays without any evidence needs to
 * know the verdicts of the others: a package that one of those brings is `transitive`, whatever doubts there are.
 *
 * @returns sorted by name; `missing` after the rest
 */
export function judge(facts: ProjectFacts, options: JudgeOptions): Verdict[] {
  const cases = withoutIdleHosts(casesOf(facts), facts);
  const decided = new Map(cases.map((one) => [one, firstAnswer(one, facts, options)]));
  const broughtByUsed = broughtBy(cases, decided, facts);
  for (const one of cases) {
    if (!decided.get(one)) decided.set(one, doubtOf(one, facts, broughtByUsed));
  }
  // What is doubtful stays, so what it brings is `transitive` too.
  const brought = broughtBy(cases, decided, facts);
  const verdicts = cases.map((one): Verdict => ({
    ecosystem: facts.ecosystem,
    ...one,
    ...(decided.get(one) ?? withoutEvidence(one, facts, brought)),
  }));
  return [...verdicts, ...missingOf(facts)];
}

/** For each package that a dependency that stays brings: the chain. Nothing without a resolution. */
function broughtBy(
  cases: readonly Case[],
  decided: ReadonlyMap<Case, Answer>,
  { resolution }: ProjectFacts,
): ReadonlyMap<string, readonly string[]> {
  const roots = cases.filter((one) => decided.get(one)).flatMap(({ declarations }) => declarations);
  return resolution ? reachableFrom(roots.filter(isInstalled), resolution) : new Map();
}

function casesOf({ declarations, evidence }: ProjectFacts): Case[] {
  const declared = groupBy(declarations, keyOf);
  const found = groupBy(evidence, keyOf);
  return [...declared]
    .map(([key, list]) => ({
      name: list[0]?.name ?? key,
      part: list[0]?.part,
      declarations: list,
      evidence: (found.get(key) ?? []).toSorted(byPlace),
    }))
    .sort((a, b) => compareText(a.name, b.name));
}

/**
 * In a frozen list a plugin is there because it was installed with its host. What it does for a host that is not used
 * itself, or that brings it anyhow, says nothing of what the project asks for.
 */
function withoutIdleHosts(cases: readonly Case[], { frozen, resolution }: ProjectFacts): Case[] {
  if (!frozen?.size || !resolution) return [...cases];
  const isFrozen = ({ name }: Case): boolean => frozen.has(name);
  const certain = (evidence: Evidence): boolean => evidence.kind !== 'plugin';
  const roots = cases.filter((one) => !isFrozen(one) || one.evidence.some(certain));
  const used = new Set(roots.map(({ name }) => name));
  const brought = reachableFrom(roots.flatMap(({ declarations }) => declarations).filter(isInstalled), resolution);
  const counts = (name: string, { kind, host }: Evidence): boolean =>
    kind !== 'plugin' || (!brought.has(name) && (host === undefined || used.has(host)));
  return cases.map((one) =>
    isFrozen(one) ? { ...one, evidence: one.evidence.filter((each) => counts(one.name, each)) } : one,
  );
}

function keyOf({ name, part }: Pick<Declaration, 'name' | 'part'>): string {
  return part === undefined ? name : `${name} (${part})`;
}

const questions = [isKept, isConstraint, isThroughExtra, isUsed] as const;

function firstAnswer(one: Case, facts: ProjectFacts, options: JudgeOptions): Answer {
  for (const question of questions) {
    const answer = question(one, facts, options);
    if (answer) return answer;
  }
  return undefined;
}

function isKept({ name, evidence }: Case, _facts: ProjectFacts, { keep }: JudgeOptions): Answer {
  const comment = evidence.find(({ kind }) => kind === 'comment');
  const used = evidence.some(({ kind }) => kind !== 'comment');
  if (comment && !used) return { kind: 'keep', reason: `It is kept: ${comment.detail}.` };
  if (!used && keep.some((pattern) => matches(pattern, name))) {
    return { kind: 'keep', reason: 'The option `keep` names it.' };
  }
  return undefined;
}

function isConstraint({ name, declarations }: Case, { resolution }: ProjectFacts): Answer {
  if (!declarations.every(({ constraint }) => constraint)) return undefined;
  return resolution && !resolution.packages.has(name)
    ? { kind: 'unused', reason: `It bounds the version of a package that ${resolution.source} does not hold.` }
    : { kind: 'keep', reason: 'It bounds a version and installs nothing.' };
}

function isThroughExtra({ evidence }: Case, { declarations }: ProjectFacts): Answer {
  const [first] = evidence;
  if (!first?.extraOf || !evidence.every(({ extraOf }) => extraOf)) return undefined;
  const { name, extra } = first.extraOf;
  if (!declarations.some((declaration) => declaration.name === name)) return undefined;
  return {
    kind: 'convert-to-extra',
    reason: `It is used only through ${name}, which brings it with its extra ${extra}.`,
    suggestion: `${name}[${extra}]`,
  };
}

function isUsed({ declarations, evidence }: Case): Answer {
  // A comment says that it stays, not what for.
  const uses = evidence.filter(({ kind }) => kind !== 'comment');
  const [first] = uses;
  if (!first) return undefined;
  const scopes = new Set(uses.map(({ scope }) => scope));
  const installed = declarations.filter((declaration) => !declaration.constraint);
  const inProgram = scopes.has('runtime') || scopes.has('type-checking') || scopes.has('build');
  // Who says that it stays, means where it is.
  const stays = uses.length < evidence.length;
  const inDevelopment = uses.find(({ conditional }) => !conditional);
  if (!stays && !inProgram && inDevelopment && installed.every(({ scope }) => scope === 'runtime')) {
    return { kind: 'dev-only', reason: `Only development uses it: ${describe(inDevelopment)}.` };
  }
  const use = uses.find(({ scope, conditional }) => scope === 'runtime' && !conditional);
  if (!stays && use && installed.every(({ scope }) => scope === 'development')) {
    return { kind: 'runtime', reason: `The program uses it: ${describe(use)}.` };
  }
  return { kind: 'used', reason: `${describe(first)}.` };
}

/** A reason for which nothing can be said; it does not count for what is installed anyhow. */
function doubtOf(
  { name, declarations, part }: Case,
  { doubts, frozen, resolution }: ProjectFacts,
  brought: ReadonlyMap<string, readonly string[]>,
): Answer {
  // Doubts are about what code uses; whether a member inherits an entry is certain.
  if (part === 'workspace') return undefined;
  const general = doubts.get('*');
  if (general !== undefined) return { kind: 'unknown', reason: general };
  // Nobody wrote a frozen list by hand, so that a name stands in it is no hint that somebody wants it.
  const doubt = frozen?.has(name) && resolution?.packages.has(name) ? undefined : doubts.get(name);
  return doubt === undefined || isBrought(name, declarations, brought) ? undefined : { kind: 'unknown', reason: doubt };
}

function isBrought(
  name: string,
  declarations: readonly Declaration[],
  brought: ReadonlyMap<string, readonly string[]>,
): boolean {
  return brought.has(name) && declarations.some(({ scope }) => scope !== 'optional');
}

const NEEDS_EDGES =
  'The manifest is a frozen list of everything installed, and nothing here says what brings what: ' +
  'a lock file, an environment or an install from index metadata would';

const NOTHING = 'Nothing that was read uses it.';

function withoutEvidence(
  { name, declarations, part }: Case,
  { resolution, frozen }: ProjectFacts,
  brought: ReadonlyMap<string, readonly string[]>,
): NonNullable<Answer> {
  if (frozen?.has(name) && !resolution?.packages.has(name)) return { kind: 'unknown', reason: `${NEEDS_EDGES}.` };
  const chain = brought.get(name);
  if (chain && isBrought(name, declarations, brought)) {
    return { kind: 'transitive', reason: `Nothing uses it directly, and ${chain[0]} brings it.`, chain };
  }
  return { kind: 'unused', reason: part === 'workspace' ? 'No member of the workspace inherits it.' : NOTHING };
}

/** Uses of what is not declared, one verdict for each distribution that would provide it. */
function missingOf({ ecosystem, missing }: ProjectFacts): Verdict[] {
  const certain = missing.filter(({ optional }) => !optional);
  const byName = groupBy(certain, ({ candidates, module }) => candidates[0] ?? module);
  return [...byName]
    .sort(([a], [b]) => compareText(a, b))
    .map(([name, uses]) => ({
      ecosystem,
      name,
      kind: 'missing',
      reason: 'It is imported, and no manifest of the project declares it.',
      declarations: [],
      evidence: uses.map((use) => importOf(name, use)).sort(byPlace),
      suggestion: name,
    }));
}

function importOf(name: string, { module, scope, file, line }: MissingUse): Evidence {
  return { kind: 'import', name, scope, detail: `import of ${module}`, file, ...(line !== undefined && { line }) };
}

function describe({ detail, file, line }: Evidence): string {
  return `${detail} in ${file}${line === undefined ? '' : `:${line}`}`;
}

function isInstalled({ constraint }: Declaration): boolean {
  return !constraint;
}

function matches(pattern: string, name: string): boolean {
  const source = pattern.split('*').map((part) => part.replaceAll(/[.*+?^${}()|[\]\\]/g, '\\$&'));
  return new RegExp(`^${source.join('.*')}$`, 'i').test(name);
}

function byPlace(a: Evidence, b: Evidence): number {
  return compareText(a.file, b.file) || (a.line ?? 0) - (b.line ?? 0) || compareText(a.detail, b.detail);
}
