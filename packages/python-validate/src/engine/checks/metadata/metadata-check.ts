import type { Diagnostic, Fix, Location, Region } from '@hone/core/diagnostics';
import type { Check, CheckResult, ProjectContext } from '../../check.js';
import { toRuleDescriptor } from '../../rule.js';
import { checkEachProject, TOOL } from '../each-project.js';
import { readMetadataFacts, type MetadataFacts } from './facts.js';
import type { Finding, MetadataRule, TomlEdit } from './finding.js';
import { locateToml, type TomlLocator } from './locate.js';
import { metadataRules } from './rules/index.js';
import { manifestProblem } from './rules/manifest-problem.js';

/** Compares the manifests of each project with the packaging standards. Reads files, never the network. */
export const checkMetadata: Check = (projects, signal) => checkEachProject('metadata', projects, signal, checkProject);

async function checkProject(project: ProjectContext): Promise<CheckResult> {
  const facts = readMetadataFacts(project);
  const found = metadataRules.flatMap((rule) => [...rule.check(facts)].map((finding) => ({ rule, finding })));
  const text = facts.pyproject?.text;
  // Positions cost a second parse, so they are looked up only when there is something to place.
  const locator = text !== undefined && found.some(({ finding }) => finding.at) ? await locateToml(text) : undefined;
  const diagnostics = found.map(({ rule, finding }) => toDiagnostic(rule, finding, facts, locator));
  return {
    diagnostics: withoutEchoes(diagnostics, facts.pyproject?.file),
    tools: [{ name: TOOL, rules: metadataRules.map(toRuleDescriptor) }],
  };
}

/** What the manifest's reader stumbled over in pyproject.toml is left to the rule that explains it better. */
function withoutEchoes(diagnostics: readonly Diagnostic[], pyproject: string | undefined): Diagnostic[] {
  const isEcho = ({ ruleId, location }: Diagnostic) => ruleId === manifestProblem.id && location?.file === pyproject;
  const explained = new Set(
    diagnostics
      .filter((diagnostic) => !isEcho(diagnostic) && diagnostic.level === 'error')
      .map(({ location }) => location?.region?.start.line),
  );
  return diagnostics.filter((diagnostic) => {
    const line = diagnostic.location?.region?.start.line;
    return !isEcho(diagnostic) || !(line === undefined ? explained.size > 0 : explained.has(line));
  });
}

function toDiagnostic(
  rule: MetadataRule,
  finding: Finding,
  facts: MetadataFacts,
  locator: TomlLocator | undefined,
): Diagnostic {
  const location = locate(finding, facts, locator);
  const fix = finding.fix && toFix(finding.fix, facts, locator);
  return {
    tool: TOOL,
    ruleId: rule.id,
    level: finding.level ?? rule.level,
    message: finding.message,
    ...(finding.hint === undefined ? {} : { hint: finding.hint }),
    ...(location && { location }),
    ...(fix && { fixes: [fix] }),
  };
}

function locate(finding: Finding, facts: MetadataFacts, locator: TomlLocator | undefined): Location | undefined {
  if (finding.place) {
    const { file, line, column = 1 } = finding.place;
    return line === undefined ? { file } : { file, region: pointAt(line, column) };
  }
  if (!facts.pyproject) return undefined;
  const place = finding.at && locator?.find(finding.at);
  const region = finding.onKey ? (place?.key ?? place?.value) : (place?.value ?? place?.key);
  return { file: facts.pyproject.file, ...(region && { region: firstLineOf(region) }) };
}

function pointAt(line: number, column: number): Region {
  return { start: { line, column }, end: { line, column } };
}

/** A finding about a whole table or array points at its beginning, not at a page of text. */
function firstLineOf(region: Region): Region {
  return region.start.line === region.end.line ? region : pointAt(region.start.line, region.start.column);
}

/** A fix is all or nothing: one edit that can't be placed drops it. */
function toFix(
  fix: NonNullable<Finding['fix']>,
  facts: MetadataFacts,
  locator: TomlLocator | undefined,
): Fix | undefined {
  const file = facts.pyproject?.file;
  if (file === undefined || !locator) return undefined;
  const edits = fix.edits.map((edit) => {
    const region = regionToEdit(edit, locator);
    return region && { file, region, newText: 'remove' in edit ? '' : edit.replaceWith };
  });
  if (!edits.every((edit) => edit !== undefined)) return undefined;
  return { description: fix.description, applicability: fix.applicability, edits };
}

function regionToEdit(edit: TomlEdit, locator: TomlLocator): Region | undefined {
  return 'remove' in edit ? locator.removal(edit.at) : locator.find(edit.at)?.value;
}
