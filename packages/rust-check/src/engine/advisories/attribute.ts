import { type Diagnostic, type Location, sortDiagnostics } from '@hone/core/diagnostics';
import { findRoute, type RoutedPackage } from './route.js';
import type { AdvisoryFinding, AdvisoryPackage } from './types.js';

/** A crate that findings may concern. Paths are relative to the Nx workspace root. */
export interface AdvisoryCrate {
  root: string;
  /** Its `Cargo.toml`. */
  file: string;
  name: string;
  version?: string;
  /** The folder of its Cargo workspace. */
  cargoRoot: string;
  /** Its `Cargo.lock`; nothing is located there, see {@link advisoryDiagnostics}. */
  lock?: string;
  /** Direct dependencies: the package's name and the line in `file`. */
  dependencies: readonly { name: string; line?: number }[];
  /** The packages of the crate's lock slice, itself included. */
  closure: readonly RoutedPackage[];
}

/**
 * Gives each finding to the crates whose closure holds all of its packages, by the crate's `root`; each crate has an entry.
 * A finding about a crate of the workspace is that crate's only. The place is the line of the crate's manifest by which
 * the package comes in: lines of `Cargo.lock` move with packages that are none of the crate's, and the report must not.
 *
 * What is about no package goes to every crate when it is an error (a configuration that cannot be used); a warning (an
 * exception in deny.toml that nothing needs) is left out, since it depends on the other crates of the workspace.
 */
export function advisoryDiagnostics(
  findings: readonly AdvisoryFinding[],
  crates: readonly AdvisoryCrate[],
  sources: (file: string) => string | undefined,
): Map<string, Diagnostic[]> {
  return new Map(
    crates.map((crate) => {
      const own = findings.flatMap((finding) => toDiagnostic(finding, crate, sources) ?? []);
      const unique = new Map(own.map((diagnostic) => [JSON.stringify(diagnostic), diagnostic]));
      return [crate.root, sortDiagnostics([...unique.values()])];
    }),
  );
}

function toDiagnostic(
  finding: AdvisoryFinding,
  crate: AdvisoryCrate,
  sources: (file: string) => string | undefined,
): Diagnostic | undefined {
  const { tool, ruleId, level, message, hint, packages } = finding;
  if (packages.length === 0) {
    return level === 'error' ? { tool, ruleId, level, message, location: { file: crate.file } } : undefined;
  }
  if (!packages.every((it) => concerns(it, crate))) return undefined;
  const routes = packages.map((it) => findRoute(crate, it));
  const ways = routes.filter((route) => route.length > 1).map((route) => `Comes in by ${route.join(' → ')}.`);
  const advice = [hint, ...ways].filter((text) => text !== undefined).join(' ');
  // cargo-deny names some packages in its message.
  const names = packages
    .filter(({ name }) => !message.includes(`'${name}`))
    .map(({ name, version }) => `${name} ${version}`);
  return {
    tool,
    ruleId,
    level,
    message: names.length === 0 ? message : `${names.join(', ')}: ${message}`,
    ...(advice !== '' && { hint: advice }),
    location: locate(finding, crate, routes[0] ?? [], sources),
  };
}

function concerns({ name, version }: AdvisoryPackage, crate: AdvisoryCrate): boolean {
  const locked = crate.closure.find((it) => it.name === name && it.version === version);
  if (!locked) return name === crate.name && (crate.version === undefined || version === crate.version);
  return locked.source !== undefined || name === crate.name;
}

/** The line in the crate's manifest that the tool names, else that of the dependency on the way to the package. */
function locate(
  { line }: AdvisoryFinding,
  { file, name, dependencies }: AdvisoryCrate,
  route: readonly string[],
  sources: (file: string) => string | undefined,
): Location {
  const lines = sources(file)?.split(/\r\n|\n|\r/) ?? [];
  const atLine = (number: number): Location => {
    const text = lines[number - 1] ?? '';
    const column = text.length - text.trimStart().length + 1;
    return {
      file,
      region: { start: { line: number, column }, end: { line: number, column: text.trimEnd().length + 1 } },
    };
  };
  const isOwn = route.length === 0;
  if (isOwn && line && lines[line.number - 1]?.includes(line.text)) return atLine(line.number);
  const first = route[0] ?? name;
  const dependency = isOwn ? undefined : dependencies.find((it) => it.name === first)?.line;
  return dependency === undefined ? { file } : atLine(dependency);
}
