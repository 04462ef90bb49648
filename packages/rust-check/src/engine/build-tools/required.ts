import type { ConditionFacts } from './build-script/conditions.js';
import { isReached } from './build-script/reach.js';
import { type BuildScript, readBuildScript, statementStart } from './build-script/read.js';
import { requiredByName } from './known-packages.js';
import { asksForLibraries, requiredLibraries } from './libraries.js';
import { TOOL_PATTERNS, type ToolPattern } from './tool-patterns.js';
import type { BuildEnvironment, BuildPackage, BuildToolFacts, Need, RequiredTool } from './types.js';

/**
 * The outside tools that a crate's build certainly needs, by the build scripts of all packages that are built for it. A
 * call counts only when the script gets to it whatever happens; a dependency in the manifest alone proves nothing.
 */
export function requiredBuildTools(
  facts: BuildToolFacts,
  environment: Pick<BuildEnvironment, 'platform' | 'variables'>,
): RequiredTool[] {
  const { crossCompiled = false } = facts;
  const memory = memoryOf(environment.variables);
  return facts.packages.flatMap((built) => {
    const { chain, buildScript = '', ...rest } = built;
    const key = JSON.stringify([rest, environment.platform, crossCompiled]);
    const known = memory.get(buildScript) ?? new Map<string, Need[]>();
    memory.set(buildScript, known);
    const needs = known.get(key) ?? needsOf(built, environment, crossCompiled);
    known.set(key, needs);
    return needs.map((need) => ({ ...need, neededBy: chain }));
  });
}

/** What was found out, by build script and by what else counts. */
type Memory = Map<string, Map<string, Need[]>>;

/** Kept for as long as one environment lives: the crates of a batch share most of their packages. */
const memories = new WeakMap<ReadonlySet<string>, Memory>();

function memoryOf(variables: ReadonlySet<string>): Memory {
  const memory = memories.get(variables) ?? new Map<string, Map<string, Need[]>>();
  memories.set(variables, memory);
  return memory;
}

function needsOf(
  built: BuildPackage,
  { platform, variables }: Pick<BuildEnvironment, 'platform' | 'variables'>,
  crossCompiled: boolean,
): Need[] {
  const conditions: ConditionFacts = { platform, variables, ...(built.features && { features: built.features }) };
  const byName = requiredByName(built, conditions, crossCompiled);
  if (byName) return byName;
  if (built.buildScript === undefined) return [];
  const patterns = TOOL_PATTERNS.filter((pattern) => mayRun(pattern, built));
  const asks = !crossCompiled && asksForLibraries(built);
  // Most build scripts run none of the tools: they are not taken apart.
  if (patterns.length === 0 && !asks) return [];
  const script = readBuildScript(built.buildScript);
  const tools = patterns
    .filter((pattern) => !isSupplied(pattern, script, conditions) && isCalled(pattern, script, conditions))
    .map(({ tool }) => tool);
  return [
    ...[...new Set(tools)].map((tool) => ({ tool })),
    ...(asks ? requiredLibraries(built, script, conditions) : []),
  ];
}

/** Whether one of its build dependencies runs the tool, and none can supply it. */
function mayRun({ crates, suppliers }: ToolPattern, { buildDependencies, buildClosure = [] }: BuildPackage): boolean {
  const runs = buildDependencies.some(({ name, version }) => {
    const since = Object.hasOwn(crates, name) ? crates[name] : undefined;
    return since !== undefined && version !== undefined && isAtLeast(version, since);
  });
  return runs && !buildClosure.some((name) => suppliers?.has(name));
}

function isCalled({ call, within }: ToolPattern, script: BuildScript, conditions: ConditionFacts): boolean {
  return [...script.code.matchAll(call)].some(({ index, 0: match }) => {
    if (isOwnFunction(script, index, match)) return false;
    const statement = script.code.slice(statementStart(script, index), statementEnd(script, index));
    if (within?.has && !within.has.test(statement)) return false;
    if (within?.lacks?.test(statement)) return false;
    return isReached(script, index, conditions) === true;
  });
}

/** `compile_protos()` where the script has a function of that name is a call of that one, or its head. */
function isOwnFunction(script: BuildScript, offset: number, match: string): boolean {
  const name = /^\w+/.exec(match)?.[0];
  const before = script.code.slice(0, offset).trimEnd();
  return !/(?:\.|::)$/.test(before) && script.functions.some((one) => one.name === name);
}

function isSupplied({ supplied }: ToolPattern, script: BuildScript, conditions: ConditionFacts): boolean {
  if (!supplied) return false;
  return [...script.text.matchAll(supplied)].some(
    // A comment is blank in the code; a string keeps its quotes.
    ({ index }) => script.code.charAt(index).trim() !== '' && isReached(script, index, conditions) !== false,
  );
}

function statementEnd(script: BuildScript, offset: number): number {
  const end = script.code.indexOf(';', offset);
  return end < 0 ? script.code.length : end;
}

/** Compares the numbers of two versions; what comes after a `-` or `+` does not count. */
export function isAtLeast(version: string, since: string): boolean {
  const numbers = (text: string): number[] =>
    text
      .replace(/[-+].*$/s, '')
      .split('.')
      .map(Number);
  const have = numbers(version);
  const differences = numbers(since).map((number, i) => (have[i] ?? 0) - number);
  return (differences.find((difference) => difference !== 0) ?? 0) >= 0;
}
