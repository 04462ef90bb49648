import { isRecord, isUnreachable, listAt, parseJson, recordAt, textAt } from './json.js';
import type { AdvisoryFinding, AdvisoryOutput } from './types.js';

/**
 * Reads what `cargo audit --json` prints (cargo-audit 0.22).
 *
 * @param stdout the report, empty when there is none
 * @param stderr what went wrong then
 */
export function parseAuditOutput(stdout: string, stderr = ''): AdvisoryOutput {
  const report = parseJson(stdout);
  if (!isRecord(report)) {
    const said = /^error: (.*(?:\n(?!error: ).+)*)/m.exec(stderr)?.[1] ?? stderr.trim();
    return { findings: [], failure: { kind: isUnreachable(said) ? 'unreachable' : 'failed', said } };
  }
  const vulnerable = listAt(recordAt(report, 'vulnerabilities'), 'list').flatMap((entry) => toFinding(entry, 'error'));
  const warnings = Object.values(recordAt(report, 'warnings') ?? {}).flatMap((list) =>
    Array.isArray(list) ? list.flatMap((entry) => toFinding(entry, 'warning')) : [],
  );
  return { findings: [...vulnerable, ...warnings] };
}

function toFinding(entry: unknown, level: 'error' | 'warning'): AdvisoryFinding[] {
  const locked = recordAt(entry, 'package');
  const name = textAt(locked, 'name');
  const version = textAt(locked, 'version');
  if (name === undefined || version === undefined) return [];
  const advisory = recordAt(entry, 'advisory');
  // A yanked package has a kind and no advisory.
  const kind = textAt(entry, 'kind') ?? 'vulnerability';
  const patched = listAt(recordAt(entry, 'versions'), 'patched').filter((it) => typeof it === 'string');
  return [
    {
      tool: 'cargo-audit',
      ruleId: textAt(advisory, 'id') ?? kind,
      level,
      message: textAt(advisory, 'title') ?? (kind === 'yanked' ? 'this version was yanked' : kind),
      ...(patched.length > 0 && { hint: `Upgrade to ${patched.join(' or ')} (try \`cargo update -p ${name}\`).` }),
      packages: [{ name, version }],
    },
  ];
}
