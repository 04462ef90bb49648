import type { Level } from '@hone/core/diagnostics';
import { isUnreachable, type Json, listAt, parseJson, recordAt, textAt } from './json.js';
import type { AdvisoryFinding, AdvisoryOutput, AdvisoryPackage } from './types.js';

const LEVELS: Readonly<Record<string, Level>> = { error: 'error', warning: 'warning', note: 'note', help: 'note' };

/**
 * Reads the JSON lines that `cargo deny --format json check` writes to its standard error (cargo-deny 0.20: diagnostics,
 * log entries, a closing summary).
 */
export function parseDenyOutput(stderr: string): AdvisoryOutput {
  const findings = new Map<string, AdvisoryFinding>();
  const failures: string[] = [];
  for (const line of stderr.split(/\r?\n/)) {
    const entry = parseJson(line);
    const fields = recordAt(entry, 'fields');
    const type = textAt(entry, 'type');
    if (type === 'diagnostic' && fields) {
      const finding = toFinding(fields);
      findings.set(JSON.stringify(finding), finding);
    } else if (type === 'log' && textAt(fields, 'level') === 'ERROR') {
      failures.push(textAt(fields, 'message') ?? '');
    } else if (/^error: /.test(line)) {
      failures.push(line.slice('error: '.length));
    }
  }
  const [said] = failures;
  return {
    findings: [...findings.values()],
    ...(said !== undefined && { failure: { kind: isUnreachable(said) ? 'unreachable' : 'failed', said } }),
  };
}

function toFinding(fields: Json): AdvisoryFinding {
  const advisory = textAt(recordAt(fields, 'advisory'), 'id');
  const code = textAt(fields, 'code');
  const packages = listAt(fields, 'graphs').flatMap((graph) => packageAt(recordAt(graph, 'Krate')) ?? []);
  const labels = listAt(fields, 'labels');
  const hint = hintOf(fields);
  const line = lineOf(labels[0]);
  return {
    tool: 'cargo-deny',
    ruleId: advisory ?? code ?? 'deny',
    level: LEVELS[textAt(fields, 'severity') ?? 'error'] ?? 'error',
    message: messageOf(textAt(fields, 'message') ?? '', advisory === undefined ? labels : []),
    ...(hint !== undefined && { hint }),
    packages,
    ...(line && { line }),
  };
}

function packageAt(krate: Json | undefined): AdvisoryPackage | undefined {
  const name = textAt(krate, 'name');
  const version = textAt(krate, 'version');
  return name === undefined || version === undefined ? undefined : { name, version };
}

/** What a label says of a word of a manifest or of deny.toml: `MIT: rejected: license is not explicitly allowed`. */
function messageOf(message: string, labels: readonly unknown[]): string {
  const said = labels.flatMap((label) => {
    const words = textAt(label, 'message');
    const span = textAt(label, 'span');
    if (words === undefined || words === 'lock entries') return [];
    return span === undefined || message.includes(span) || span.includes('\n') ? [words] : [`${span}: ${words}`];
  });
  return [message, ...said].join(': ');
}

/** The line of the notes that says what to do. */
function hintOf(fields: Json): string | undefined {
  const notes = listAt(fields, 'notes').filter((note): note is string => typeof note === 'string');
  const solution = notes.find((note) => note.startsWith('Solution: '))?.slice('Solution: '.length);
  return solution === undefined || /^No safe upgrade/.test(solution) ? undefined : `${solution}.`;
}

function lineOf(label: unknown): AdvisoryFinding['line'] {
  const { line } = (label ?? {}) as { line?: unknown };
  const text = textAt(label, 'span')?.split('\n')[0];
  return typeof line === 'number' && text !== undefined ? { number: line, text } : undefined;
}
