import { compareText, sortDiagnostics } from '../diagnostics/compare.js';
import type {
  Diagnostic,
  Fix,
  Location,
  Region,
  Report,
  RuleDescriptor,
  ToolDescriptor,
} from '../diagnostics/diagnostic.js';
import { createFingerprinter } from './fingerprint.js';
import type {
  SarifArtifactLocation,
  SarifFix,
  SarifLocation,
  SarifLog,
  SarifRegion,
  SarifResult,
  SarifRule,
  SarifRun,
} from './types.js';
import { fileToUri, SOURCE_ROOT } from './uri.js';

const SCHEMA = 'https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json';

/**
 * A report as SARIF 2.1.0: one run a tool in the order of `report.tools`, a tool without findings included; a finding of
 * a tool that is not listed gets a run after those. The bytes depend on nothing but the report's content: findings are
 * sorted, so their order in the report does not matter.
 *
 * @returns JSON with two spaces and a line feed at the end
 */
export function writeSarif(report: Report): string {
  const byTool = new Map<string, { tool: ToolDescriptor; found: Diagnostic[] }>();
  for (const tool of report.tools) if (!byTool.has(tool.name)) byTool.set(tool.name, { tool, found: [] });
  const unlisted = new Set(report.diagnostics.map(({ tool }) => tool).filter((name) => !byTool.has(name)));
  for (const name of [...unlisted].sort(compareText)) byTool.set(name, { tool: { name }, found: [] });
  for (const diagnostic of sortDiagnostics(report.diagnostics)) byTool.get(diagnostic.tool)!.found.push(diagnostic);

  const runs = [...byTool.values()].map(({ tool, found }) => toRun(tool, found));
  const log: SarifLog = { $schema: SCHEMA, version: '2.1.0', runs };
  return `${JSON.stringify(log, null, 2)}\n`;
}

function toRun(tool: ToolDescriptor, found: readonly Diagnostic[]): SarifRun {
  const known = new Map(tool.rules?.map((rule) => [rule.id, rule]));
  const ids = [...new Set(found.map(({ ruleId }) => ruleId))].sort(compareText);
  const indexOf = new Map(ids.map((id, index) => [id, index]));
  const fingerprint = createFingerprinter();
  return {
    tool: {
      driver: {
        name: tool.name,
        ...(tool.version === undefined ? {} : { version: tool.version }),
        ...(tool.informationUri === undefined ? {} : { informationUri: tool.informationUri }),
        rules: ids.map((id) => toRule(id, known.get(id))),
      },
    },
    originalUriBaseIds: { [SOURCE_ROOT]: { description: { text: 'The root of the workspace.' } } },
    columnKind: 'utf16CodeUnits',
    results: found.map((diagnostic) => toResult(diagnostic, indexOf.get(diagnostic.ruleId)!, fingerprint(diagnostic))),
  };
}

function toRule(id: string, rule: RuleDescriptor | undefined): SarifRule {
  if (!rule) return { id };
  return {
    id,
    shortDescription: { text: rule.summary },
    ...(rule.reason === undefined ? {} : { fullDescription: { text: rule.reason } }),
    ...(rule.helpUri === undefined ? {} : { helpUri: rule.helpUri }),
    ...(rule.defaultLevel === undefined ? {} : { defaultConfiguration: { level: rule.defaultLevel } }),
  };
}

function toResult(diagnostic: Diagnostic, ruleIndex: number, fingerprint: string): SarifResult {
  const { ruleId, level, message, hint, location, related, fixes } = diagnostic;
  const edited = fixes?.filter(({ edits }) => edits.length > 0) ?? [];
  // A SARIF fix must change something, so advice without an edit goes into the property bag.
  const suggestions = fixes?.filter(({ edits }) => edits.length === 0) ?? [];
  const properties = {
    ...(hint === undefined ? {} : { hint }),
    ...(suggestions.length === 0
      ? {}
      : { suggestions: suggestions.map(({ description, applicability }) => ({ description, applicability })) }),
  };
  return {
    ruleId,
    ruleIndex,
    level,
    message: { text: message },
    ...(location ? { locations: [toLocation(location)] } : {}),
    ...(related?.length ? { relatedLocations: related.map(toRelated) } : {}),
    partialFingerprints: { 'hone/v1': fingerprint },
    ...(edited.length === 0 ? {} : { fixes: edited.map(toFix) }),
    ...(Object.keys(properties).length === 0 ? {} : { properties }),
  };
}

function toLocation({ file, region }: Location): SarifLocation {
  return {
    physicalLocation: { artifactLocation: toArtifact(file), ...(region ? { region: toRegion(region) } : {}) },
  };
}

function toRelated({ message, location }: { message: string; location: Location }, index: number): SarifLocation {
  return { id: index + 1, message: { text: message }, ...toLocation(location) };
}

function toArtifact(file: string): SarifArtifactLocation {
  return { uri: fileToUri(file), uriBaseId: SOURCE_ROOT };
}

function toRegion({ start, end }: Region): SarifRegion {
  return { startLine: start.line, startColumn: start.column, endLine: end.line, endColumn: end.column };
}

function toFix({ description, applicability, edits }: Fix): SarifFix {
  const files = [...new Set(edits.map(({ file }) => file))].sort(compareText);
  return {
    description: { text: description },
    artifactChanges: files.map((file) => ({
      artifactLocation: toArtifact(file),
      replacements: edits
        .filter((edit) => edit.file === file)
        .map(({ region, newText }) => ({ deletedRegion: toRegion(region), insertedContent: { text: newText } })),
    })),
    properties: { applicability },
  };
}
