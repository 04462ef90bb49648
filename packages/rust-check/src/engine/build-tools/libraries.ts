import { type ConditionFacts } from './build-script/conditions.js';
import { closingParenthesis, isReached } from './build-script/reach.js';
import { type BuildScript, statementStart } from './build-script/read.js';
import type { BuildPackage, Need } from './types.js';

const asRecord = (value: unknown): Record<string, unknown> | undefined =>
  typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Record<string, unknown>) : undefined;

/** Whether a build script can ask for libraries at all. */
export function asksForLibraries({ buildDependencies }: Pick<BuildPackage, 'buildDependencies'>): boolean {
  return buildDependencies.some(({ name }) => name === 'pkg-config' || name === 'system-deps');
}

/** The libraries that a build script asks pkg-config for and does not get by without, and pkg-config itself. */
export function requiredLibraries(built: BuildPackage, script: BuildScript, facts: ConditionFacts): Need[] {
  const uses = (name: string): boolean => built.buildDependencies.some((dependency) => dependency.name === name);
  const libraries = [
    ...(uses('pkg-config') ? probed(script, facts) : []),
    ...(uses('system-deps') ? declared(built, script, facts) : []),
  ];
  if (libraries.length === 0) return [];
  return [
    { tool: 'pkg-config' },
    ...[...new Set(libraries)].map((library) => ({ tool: 'system-library' as const, library })),
  ];
}

/** `pkg_config::probe_library("x").unwrap()`, `pkg_config::Config::new().probe("x")?`, `find_library("x")`. */
function probed(script: BuildScript, facts: ConditionFacts): string[] {
  return [...script.code.matchAll(/\b(?:probe_library|find_library|probe|find)\s*\(\s*"/g)].flatMap((match) => {
    const open = match.index + match[0].length;
    const library = script.text.slice(open, script.text.indexOf('"', open));
    const statement = script.code.slice(statementStart(script, match.index), open);
    if (!/\bpkg_config\b/.test(statement) || !isPlainName(library)) return [];
    return isFatal(script, match.index, open) && isReached(script, match.index, facts) === true ? [library] : [];
  });
}

/**
 * system-deps reads the libraries from `[package.metadata.system-deps]`; entries that hang on a `cfg`, that are optional,
 * that have another way (`fallback-names`) or a feature that is not known to be on are passed over.
 * https://docs.rs/system-deps
 */
function declared(built: BuildPackage, script: BuildScript, facts: ConditionFacts): string[] {
  // Each library can be switched off, built or placed by variables of this beginning.
  if ([...facts.variables].some((name) => name.startsWith('SYSTEM_DEPS_'))) return [];
  const call = /\bsystem_deps\s*::\s*Config\s*::\s*new\s*\(\s*\)\s*\.\s*probe\s*\(/.exec(script.code);
  if (!call || !isFatal(script, call.index, call.index + call[0].length)) return [];
  if (isReached(script, call.index, facts) !== true) return [];
  const entries = asRecord(asRecord(built.metadata)?.['system-deps']) ?? {};
  return Object.entries(entries).flatMap(([key, value]) => {
    const table = typeof value === 'string' ? {} : asRecord(value);
    if (!table || key.startsWith('cfg(') || table.optional === true || 'fallback-names' in table) return [];
    if (typeof table.feature === 'string' && !facts.features?.includes(table.feature)) return [];
    const name = typeof table.name === 'string' ? table.name : key;
    return isPlainName(name) ? [name] : [];
  });
}

/** Not `{}` of a format string, and one name only. */
function isPlainName(name: string): boolean {
  return /^[A-Za-z0-9][\w.+-]*$/.test(name);
}

/** Whether the script ends when the call fails: `.unwrap()`, `.expect(…)`, `?`, or `if let Err(e) = … { panic!() }`. */
function isFatal(script: BuildScript, offset: number, inCall: number): boolean {
  const end = closingParenthesis(script.code, inCall);
  const after = script.code.slice(end + 1);
  if (/^\s*(?:\.\s*(?:unwrap|expect)\s*\(|\?)/.test(after)) return true;
  const before = script.code.slice(statementStart(script, offset), offset);
  if (!/\bif\s+let\s+Err\s*\([^)]*\)\s*=[^=]*$/.test(before)) return false;
  const body = script.blocks.find(({ start }) => start > end);
  return (
    body !== undefined && /\bpanic!|\bprocess::exit\s*\(|\bexit\s*\(\s*1/.test(script.code.slice(body.start, body.end))
  );
}
