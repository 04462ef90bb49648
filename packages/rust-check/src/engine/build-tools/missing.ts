import { howToInstall, howToInstallLibraries } from './install.js';
import { requiredBuildTools } from './required.js';
import type { BuildEnvironment, BuildToolFacts, BuildToolName, MissingTool, RequiredTool } from './types.js';

type System = Pick<BuildEnvironment, 'platform' | 'distributions'>;

/** What each tool is called, what it is for, and what to do besides installing it. */
const TOOLS: Readonly<Record<BuildToolName, { name: string; purpose: string; otherwise?: string }>> = {
  protoc: {
    name: 'protoc',
    purpose: 'compiles .proto files',
    otherwise:
      'set PROTOC to its path, or let the crate bring its own: `nx g @hone/rust-check:protoc-vendored --project=<name>`',
  },
  libclang: { name: 'libclang', purpose: 'reads C headers for bindgen', otherwise: 'set LIBCLANG_PATH to its folder' },
  cmake: { name: 'cmake', purpose: 'builds the C or C++ code of a crate', otherwise: 'set CMAKE to its path' },
  'pkg-config': {
    name: 'pkg-config',
    purpose: 'finds system libraries',
    otherwise: 'set PKG_CONFIG to its path',
  },
  'system-library': { name: 'a system library', purpose: 'is linked', otherwise: 'add its folder to PKG_CONFIG_PATH' },
  nasm: { name: 'nasm', purpose: 'assembles x86 code' },
  perl: { name: 'perl', purpose: "runs OpenSSL's own build" },
};

/**
 * Says which outside tools a crate's build needs and the machine lacks, one finding a tool. Where it cannot be told for
 * certain that the build would fail, nothing is said: cargo will tell, and `missingToolInOutput` recognises it then.
 */
export function missingBuildTools(facts: BuildToolFacts, environment: BuildEnvironment): MissingTool[] {
  const missing = requiredBuildTools(facts, environment).filter(
    ({ tool, library }) => !environment.present.has(presenceKey(tool, library)),
  );
  // Without pkg-config nothing can be said about the libraries.
  const blind = missing.some(({ tool }) => tool === 'pkg-config');
  return (Object.keys(TOOLS) as BuildToolName[])
    .filter((tool) => !(blind && tool === 'system-library'))
    .map((tool) => missing.filter((need) => need.tool === tool))
    .filter((needs) => needs.length > 0)
    .map((needs) => describeMissing(needs[0]!.tool, needs, environment));
}

/** The name that a tool or library has in {@link BuildEnvironment.present}. */
export function presenceKey(tool: BuildToolName, library?: string): string {
  return library === undefined ? tool : `${tool}:${library}`;
}

/** Puts the needs for one tool into words. */
export function describeMissing(
  tool: BuildToolName,
  needs: readonly Pick<RequiredTool, 'library' | 'neededBy'>[],
  system: System,
): MissingTool {
  const libraries = unique(needs.flatMap(({ library }) => library ?? []));
  const neededBy = unique(needs.map((need) => need.neededBy.join('\0'))).map((chain) => chain.split('\0'));
  return {
    ruleId: `rust/${tool}-missing`,
    tool,
    libraries,
    neededBy,
    message: sayMissing(tool, libraries, neededBy),
    hint: sayHow(tool, libraries, system),
  };
}

function sayMissing(tool: BuildToolName, libraries: string[], neededBy: readonly string[][]): string {
  const { name, purpose } = TOOLS[tool];
  const who = sayChains(neededBy);
  if (tool !== 'system-library') return `${name} (it ${purpose}) is not installed, and the build of ${who} needs it.`;
  const names = libraries.map((library) => `\`${library}\``).join(', ');
  const [noun, is, them] = libraries.length > 1 ? ['libraries', 'are', 'them'] : ['library', 'is', 'it'];
  return `The system ${noun} ${names} ${is} not installed for development, and the build of ${who} needs ${them}.`;
}

/** So many ways are written out; a tree of bindings has dozens. */
const SHOWN = 3;

function sayChains(chains: readonly string[][]): string {
  const more = chains.length - SHOWN;
  return chains.slice(0, SHOWN).map(sayChain).join(', ') + (more > 0 ? ` and ${more} more` : '');
}

/** `router` for the crate itself, `etcd-client (router → etcd-client)` for what it depends on. */
function sayChain(chain: readonly string[]): string {
  const last = `\`${chain.at(-1)!}\``;
  return chain.length > 1 ? `${last} (${chain.join(' → ')})` : last;
}

/** What to do about a missing tool, in one sentence. */
export function sayHow(tool: BuildToolName, libraries: readonly string[], system: System): string {
  const { otherwise } = TOOLS[tool];
  const install = tool === 'system-library' ? howToInstallLibraries(libraries, system) : howToInstall(tool, system);
  return `Install it: ${install}${otherwise === undefined ? '' : `; or ${otherwise}`}.`;
}

function unique(values: readonly string[]): string[] {
  return [...new Set(values)].sort();
}
