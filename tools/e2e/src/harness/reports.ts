import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { snapshot } from './files.js';

/** A finding, as far as tests look at it. */
export interface Finding {
  rule: string;
  level: string;
  file: string | undefined;
  line: number | undefined;
  message: string;
}

interface SarifResult {
  ruleId: string;
  level?: string;
  message: { text: string };
  locations?: { physicalLocation?: { artifactLocation?: { uri?: string }; region?: { startLine?: number } } }[];
}

/** The findings in the report that a target made of the project at a folder. */
export function findings(workspace: string, root: string, target = 'python-validate'): Finding[] {
  const path = join(workspace, 'dist', 'hone', root, `${target}.sarif`);
  const sarif: { runs: { results?: SarifResult[] }[] } = JSON.parse(readFileSync(path, 'utf8'));
  return sarif.runs.flatMap(({ results = [] }) => results.map(toFinding));
}

/** All reports of the workspace with their bytes. */
export function reports(workspace: string): Record<string, string> {
  const all = Object.entries(snapshot(join(workspace, 'dist', 'hone')));
  return Object.fromEntries(all.filter(([file]) => file.endsWith('.sarif')));
}

function toFinding({ ruleId, level = 'warning', message, locations }: SarifResult): Finding {
  const place = locations?.[0]?.physicalLocation;
  const uri = place?.artifactLocation?.uri;
  return {
    rule: ruleId,
    level,
    file: uri === undefined ? undefined : decodeURIComponent(uri),
    line: place?.region?.startLine,
    message: message.text,
  };
}
