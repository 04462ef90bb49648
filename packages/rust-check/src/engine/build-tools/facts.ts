import fs from 'node:fs';
import type { ActivePackage, ActivePackages, GraphPackage } from '../features/index.js';
import { isKnownPackage } from './known-packages.js';
import { asksForLibraries } from './libraries.js';
import { TOOL_PATTERNS } from './tool-patterns.js';
import type { BuildPackage, BuildToolFacts } from './types.js';

/** Reads a text; `undefined` where it can't be read. */
export type ReadText = (file: string) => string | undefined;

/**
 * Gathers what {@link BuildToolFacts} holds from the packages that cargo activates for a crate. Only packages that
 * can need a tool are kept; each script is read once a reader (see {@link createScriptReader}).
 *
 * @param file the crate's `Cargo.toml`, relative to the workspace root
 */
export function createBuildToolFacts(
  crate: GraphPackage,
  file: string,
  active: ActivePackages,
  options: { crossCompiled?: boolean; readText?: ReadText } = {},
): BuildToolFacts {
  const { crossCompiled = false, readText = createScriptReader() } = options;
  const packages = [...chainsFrom(crate, active)].flatMap(([one, chain]) => {
    const { package: built, features, switchedOn } = one;
    const buildDependencies = built.dependencies
      .filter(({ kind, optional, alias }) => kind === 'build' && (!optional || switchedOn.has(alias)))
      .map(({ package: { name, version } }) => ({ name, version }));
    // What runs no tool is of no interest to anybody.
    if (!mayNeedTools(built.name, buildDependencies)) return [];
    const buildScript = built.buildScript === undefined ? undefined : readText(built.buildScript);
    if (buildScript === undefined) return [];
    const found: BuildPackage = {
      name: built.name,
      version: built.version,
      chain,
      features: [...features].sort(),
      buildDependencies,
      buildClosure: buildClosureOf(one),
      buildScript,
      metadata: built.metadata,
    };
    return [found];
  });
  return { crate: crate.name, file, packages, crossCompiled };
}

/** Whether a package can need an outside tool, as far as its name and its build dependencies tell. */
function mayNeedTools(name: string, buildDependencies: BuildPackage['buildDependencies']): boolean {
  const runs = buildDependencies.some((one) => TOOL_PATTERNS.some(({ crates }) => Object.hasOwn(crates, one.name)));
  return runs || asksForLibraries({ buildDependencies }) || isKnownPackage(name);
}

/** What its active build dependencies lead to, they themselves included. */
function buildClosureOf({ package: built, uses }: ActivePackage): string[] {
  const direct = new Set(built.dependencies.filter(({ kind }) => kind === 'build').map((one) => one.package));
  const reached = new Set([...uses].filter((used) => direct.has(used.package)));
  for (const one of reached) for (const used of one.uses) reached.add(used);
  return [...new Set([...reached].map((one) => one.package.name))].sort();
}

/** A reader that keeps what it read, for the crates of one run. */
export function createScriptReader(): ReadText {
  const texts = new Map<string, string | undefined>();
  return (file) => {
    if (!texts.has(file)) texts.set(file, readFile(file));
    return texts.get(file);
  };
}

function readFile(file: string): string | undefined {
  try {
    return fs.readFileSync(file, 'utf8');
  } catch {
    return undefined;
  }
}

/** Every active package with one shortest way to it: breadth first, in the order of the manifests. */
function chainsFrom(crate: GraphPackage, active: ActivePackages): Map<ActivePackage, string[]> {
  const roots = [...active.values()].filter((one) => one.package === crate);
  const chains = new Map<ActivePackage, string[]>(roots.map((root) => [root, [crate.name]]));
  for (const [user, chain] of chains) {
    for (const used of user.uses) if (!chains.has(used)) chains.set(used, [...chain, used.package.name]);
  }
  return chains;
}
