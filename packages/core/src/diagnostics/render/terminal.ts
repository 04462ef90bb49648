import pc from 'picocolors';
import { compareText, countByLevel, sortDiagnostics } from '../compare.js';
import type { Diagnostic, Level, Report } from '../diagnostic.js';
import { frameOf } from './frame.js';
import { plain, plural } from './plain.js';

/** How findings are shown on a terminal. */
export interface TerminalOptions {
  /** Whether to use ANSI colours. */
  color: boolean;
  /** The text of a file by the name that locations use; without it no code is shown. */
  sources?: (file: string) => string | undefined;
  /** Findings shown at most, errors first. Default 50. */
  maxFindings?: number;
  /** Code frames shown at most. Default 20. */
  maxFrames?: number;
  /** Where the whole report is, for the line that says how many findings were left out. */
  reportPath?: string;
}

type Colors = ReturnType<typeof pc.createColors>;

const RANK: Record<Level, number> = { error: 0, warning: 1, note: 2 };

/**
 * A report as compact text: findings under the name of their file, errors with their hint and a frame of code, warnings
 * and notes on one line each, and a closing line of counts.
 *
 * @returns lines separated by `\n`, none at the end
 */
export function renderTerminal(report: Report, options: TerminalOptions): string {
  const all = sortDiagnostics(report.diagnostics);
  const colors = pc.createColors(options.color);
  if (all.length === 0) return colors.green('No findings.');

  const shown = mostSevere(all, options.maxFindings ?? 50);
  const frames = { left: options.maxFrames ?? 20 };
  const lines = groupByFile(shown).flatMap(([file, group]) => [
    ...(file === '' ? [] : [colors.underline(plain(file))]),
    ...renderGroup(group, options.sources, frames, colors),
    '',
  ]);
  const hidden = all.length - shown.length;
  if (hidden > 0) lines.push(`… and ${hidden} more${options.reportPath ? `, see ${options.reportPath}` : ''}`, '');
  lines.push(countLine(all, colors));
  return lines.join('\n');
}

/** The first `limit` findings, an error before any warning, a warning before any note, in their given order. */
function mostSevere(sorted: readonly Diagnostic[], limit: number): Diagnostic[] {
  if (sorted.length <= limit) return [...sorted];
  const chosen = [...sorted].sort((a, b) => RANK[a.level] - RANK[b.level]).slice(0, limit);
  return sortDiagnostics(chosen);
}

function groupByFile(sorted: readonly Diagnostic[]): [file: string, Diagnostic[]][] {
  const groups = new Map<string, Diagnostic[]>();
  for (const diagnostic of sorted) {
    const file = diagnostic.location?.file ?? '';
    const group = groups.get(file);
    if (group) group.push(diagnostic);
    else groups.set(file, [diagnostic]);
  }
  return [...groups].sort(([a], [b]) => compareText(a, b));
}

function renderGroup(
  group: readonly Diagnostic[],
  sources: TerminalOptions['sources'],
  frames: { left: number },
  colors: Colors,
): string[] {
  const width = Math.max(...group.map((diagnostic) => placeOf(diagnostic).length));
  const source = lazyLines(sources, group[0]?.location?.file);
  return group.flatMap((diagnostic) => {
    const head = headLine(diagnostic, width, colors);
    if (diagnostic.level !== 'error') return [head];
    const frame = frames.left-- > 0 ? renderFrame(diagnostic, source, colors) : [];
    return [head, ...moreLines(diagnostic), ...frame, ...hintLine(diagnostic, colors)];
  });
}

function headLine(diagnostic: Diagnostic, width: number, colors: Colors): string {
  const paint = { error: colors.red, warning: colors.yellow, note: colors.cyan }[diagnostic.level];
  const place = width > 0 ? `${colors.dim(placeOf(diagnostic).padStart(width))}  ` : '';
  const [message = ''] = plain(diagnostic.message).split(/\r\n|\r|\n/, 1);
  return `  ${place}${paint(diagnostic.level.padEnd(7))}  ${colors.bold(plain(diagnostic.ruleId))}  ${message}`;
}

function placeOf({ location }: Diagnostic): string {
  const start = location?.region?.start;
  return start ? `${start.line}:${start.column}` : '';
}

function moreLines(diagnostic: Diagnostic): string[] {
  const [, ...rest] = plain(diagnostic.message).split(/\r\n|\r|\n/);
  return rest.map((line) => `      ${line}`.trimEnd());
}

function hintLine({ hint }: Diagnostic, colors: Colors): string[] {
  return hint ? [`      ${colors.cyan('hint:')} ${plain(hint).replace(/\s*[\r\n]+\s*/g, ' ')}`] : [];
}

function renderFrame({ location }: Diagnostic, source: () => string[] | undefined, colors: Colors): string[] {
  const region = location?.region;
  const text = region && source()?.[region.start.line - 1];
  if (!region || text === undefined) return [];
  const frame = frameOf(text, region);
  const gutter = String(frame.line);
  const bar = colors.dim('|');
  const blank = ' '.repeat(gutter.length);
  return [
    `    ${colors.dim(gutter)} ${bar} ${frame.source}`,
    `    ${blank} ${bar} ${' '.repeat(frame.indent)}${colors.red('^'.repeat(frame.carets))}`,
  ];
}

function lazyLines(sources: TerminalOptions['sources'], file: string | undefined): () => string[] | undefined {
  let lines: string[] | undefined;
  return () => (lines ??= file === undefined ? undefined : sources?.(file)?.split(/\r\n|\r|\n/));
}

function countLine(all: readonly Diagnostic[], colors: Colors): string {
  const counts = countByLevel(all);
  const files = new Set(all.flatMap(({ location }) => (location ? [location.file] : []))).size;
  const fixable = all.filter(({ fixes }) => fixes?.some((fix) => fix.applicability === 'safe')).length;
  const parts = [
    counts.error > 0 ? colors.red(plural(counts.error, 'error')) : '',
    counts.warning > 0 ? colors.yellow(plural(counts.warning, 'warning')) : '',
    counts.note > 0 ? colors.cyan(plural(counts.note, 'note')) : '',
  ].filter(Boolean);
  const where = files > 0 ? ` in ${plural(files, 'file')}` : '';
  return `${parts.join(', ')}${where}${fixable > 0 ? `, ${fixable} with a safe fix` : ''}.`;
}
