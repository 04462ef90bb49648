import { captureNames } from '../src/engine/read/format/groups.js';
import type { EntryDocument, FormatDocument } from '../src/engine/read/format/types.js';

const intro =
  'Text that build-fix reads, most of it from examples that real runs printed. Besides: SARIF, and the JSON of rustc, ' +
  'cargo and clippy, ruff, ESLint, pyright and mypy. Formats of your own lie in `.hone/build-fix/formats/*.yaml`; one ' +
  'with the id of one of these takes its place.\n\n' +
  'Rules of your own match the tool, the rule and the captures. An entry has those of its captures that its text gives.';

/** The page of formats: an overview, then for each its rules and what it captures. */
export function renderFormats(formats: readonly FormatDocument[], notice: string): string {
  const sections = formats.map((format) => [`## \`${format.id}\``, summaryOf(format), rulesOf(format)].join('\n\n'));
  return ['# Log formats of `@hone/build-fix`', notice, intro, overview(formats), ...sections].join('\n\n');
}

function overview(formats: readonly FormatDocument[]): string {
  const rows = formats.map(({ id, tool, category = '', summary }) => [`[\`${id}\`](#${id})`, tool, category, summary]);
  return table(['format', 'tool', 'category', ''], rows);
}

function summaryOf({ tool, summary, homepage }: FormatDocument): string {
  return homepage === undefined ? summary : `${summary} [${tool}](${homepage})`;
}

interface Row {
  rule: string;
  tool: string;
  category: string;
  captures: string[];
}

function rulesOf(format: FormatDocument): string {
  const rows = new Map<string, Row>();
  for (const entry of format.entries.filter(({ directory }) => directory === undefined)) {
    const { tool = format.tool } = entry;
    const category: string = entry.category ?? format.category ?? '';
    for (const rule of ruleNames(entry)) {
      const key = [rule, tool, category].join(' ');
      const row = rows.get(key) ?? { rule, tool, category, captures: [] };
      row.captures.push(...captureNames(entry));
      rows.set(key, row);
    }
  }
  const cells = [...rows.values()].map(({ rule, tool, category, captures }) => [rule, tool, category, names(captures)]);
  const columns = ['rule', 'tool', 'category', 'captures'];
  const shown = columns.map((_, at) => at === 0 || at === 3 || cells.some((row) => row[at] !== inherited(format, at)));
  const narrow = (row: string[]): string[] => row.filter((_, at) => shown[at]);
  return table(narrow(columns), cells.map(narrow));
}

function inherited({ tool, category }: FormatDocument, column: number): string {
  return column === 1 ? tool : (category ?? '');
}

/** What an entry's rule may be: the tool's own code, a constant, or, where neither is there, its level. */
function ruleNames({ pattern, then = [], above, defaults }: EntryDocument): string[] {
  const patterns = [pattern, ...then.map((it) => it.pattern), above?.pattern ?? ''];
  const isCaptured = patterns.some((text) => /\(\?<rule\d*>/.test(text)) || defaults?.rule?.includes('{') === true;
  const constant = defaults?.rule?.includes('{') === false ? [`\`${defaults.rule}\``] : [];
  const all = [...(isCaptured ? ["the tool's own"] : []), ...constant];
  return all.length > 0 ? all : ['the level'];
}

function names(captures: readonly string[]): string {
  return [...new Set(captures)].map((name) => `\`${name}\``).join(', ');
}

function table(head: readonly string[], rows: readonly string[][]): string {
  return [head, head.map(() => '---'), ...rows].map((cells) => `| ${cells.join(' | ')} |`).join('\n');
}
