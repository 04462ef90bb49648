import type { Diagnostic, Level } from '@hone/core/diagnostics';
import { tool } from '../report/diagnostics.js';
import type { JudgedPart, ProjectRequest } from '../types.js';
import type { Advisory } from './advisory.js';
import { type Affected, affects } from './affects.js';
import { isAllowed } from './license-expression.js';
import { type Advisories, packageKey, readAdvisories } from './read-advisories.js';
import { licenseReaders } from './read-licenses.js';
import { type RemainingPackage, remainingPackages } from './remaining.js';

/**
 * Audits what remains of a project's packages: known vulnerabilities with the option `advisories`, licences with
 * `licenses`; nothing without them. Reads no network.
 */
export function auditFindings(request: ProjectRequest, parts: readonly JudgedPart[]): Diagnostic[] {
  const { advisories: place, licenses } = request.options;
  if (place === undefined && licenses === undefined) return [];
  const advisories = place === undefined ? undefined : readAdvisories(request.workspaceRoot, place);
  const findings = parts.flatMap((part) => {
    const packages = remainingPackages(request, part);
    return [
      ...(advisories ? packages.flatMap((one) => vulnerabilitiesOf(one, advisories)) : []),
      ...(licenses ? licenseFindings(request, part, packages, licenses) : []),
    ];
  });
  return [...(advisories?.diagnostics ?? []), ...findings];
}

function vulnerabilitiesOf(found: RemainingPackage, { byPackage }: Advisories): Diagnostic[] {
  const matching = (byPackage.get(packageKey(found)) ?? []).flatMap((advisory) => {
    const affected = affects(advisory, found.version);
    return affected ? [{ advisory, affected }] : [];
  });
  return withoutAliases(matching).map(({ advisory, affected }) => {
    const { id, aliases, summary, severity, informational } = advisory;
    const names = [id, ...aliases].join(', ');
    const grade = severity === undefined ? '' : `, ${severity.toLowerCase()}`;
    return finding(found, {
      ruleId: informational === undefined ? 'deps/vulnerable' : 'deps/informational',
      level: informational === undefined ? 'error' : 'warning',
      message: `${found.name} ${found.version}: ${summary.replace(/\.$/, '')} (${names}${grade}).`,
      hint: hintOf(found, affected),
    });
  });
}

interface Match {
  advisory: Advisory;
  affected: Affected;
}

/** Several databases tell of one vulnerability; the one that names a version that mends it is taken. */
function withoutAliases(matches: readonly Match[]): Match[] {
  const ordered = matches.toSorted(
    (a, b) => Number(a.affected.fixedIn === undefined) - Number(b.affected.fixedIn === undefined) || compareIds(a, b),
  );
  const told = new Set<string>();
  const kept = ordered.filter(({ advisory: { id, aliases } }) => {
    const names = [id, ...aliases];
    const isNew = !names.some((name) => told.has(name));
    for (const name of names) told.add(name);
    return isNew;
  });
  return kept.sort(compareIds);
}

function compareIds(a: Match, b: Match): number {
  return a.advisory.id < b.advisory.id ? -1 : a.advisory.id > b.advisory.id ? 1 : 0;
}

function hintOf(found: RemainingPackage, { fixedIn }: Affected): string {
  return fixedIn === undefined
    ? `No version is known that mends it.${broughtBy(found)}`
    : `Take ${fixedIn} or later.${broughtBy(found)}`;
}

function licenseFindings(
  request: ProjectRequest,
  { facts }: JudgedPart,
  packages: readonly RemainingPackage[],
  allowed: readonly string[],
): Diagnostic[] {
  const licenseOf = licenseReaders[facts.ecosystem](request);
  return packages.flatMap((found) => {
    const expression = licenseOf(found.name, found.version);
    if (expression === undefined) {
      const message = `${found.name} ${found.version}: nothing that is installed here tells its licence.`;
      return [
        finding(found, { ruleId: 'deps/license-unknown', level: 'note', message, hint: broughtBy(found).trim() }),
      ];
    }
    if (isAllowed(expression, allowed)) return [];
    const message = `${found.name} ${found.version} is licensed under ${expression}, which the option \`licenses\` does not allow.`;
    return [finding(found, { ruleId: 'deps/license', level: 'error', message, hint: broughtBy(found).trim() })];
  });
}

function broughtBy({ chain }: RemainingPackage): string {
  return chain.length > 1 ? ` Brought by ${chain.join(' > ')}.` : '';
}

function finding(
  { declaration: { file, line } }: RemainingPackage,
  { hint, ...rest }: { ruleId: string; level: Level; message: string; hint: string },
): Diagnostic {
  const start = line === undefined ? undefined : { line, column: 1 };
  return {
    tool,
    ...rest,
    ...(hint !== '' && { hint }),
    location: { file, ...(start && { region: { start, end: start } }) },
  };
}
