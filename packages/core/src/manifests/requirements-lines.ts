/** A logical line of a requirements file: continuations joined, comments gone. */
export interface RequirementsLine {
  text: string;
  /** 1-based line where it starts. */
  line: number;
}

/**
 * Splits a requirements file as pip does: a backslash at the end of a line joins it with the next, a line that is a
 * comment ends the joining, and what follows ` #` is left out.
 */
export function splitRequirementsLines(text: string): RequirementsLine[] {
  const result: RequirementsLine[] = [];
  let open: RequirementsLine | undefined;
  text.split(/\r\n|[\n\r]/).forEach((raw, i) => {
    const isComment = /^\s*#/.test(raw);
    const joins = raw.endsWith('\\') && !isComment;
    open ??= { text: '', line: i + 1 };
    open.text += isComment ? ` ${raw}` : joins ? raw.slice(0, -1) : raw;
    if (joins) return;
    result.push(open);
    open = undefined;
  });
  if (open) result.push(open);
  return result
    .map((entry) => ({ text: entry.text.replace(/(?:^|\s+)#.*$/, '').trim(), line: entry.line }))
    .filter((entry) => entry.text !== '');
}

/** What an option of a requirements file does with the word after it. */
const OPTIONS: Readonly<Record<string, 'value' | 'flag' | 'include' | 'constraint' | 'editable'>> = {
  '-r': 'include',
  '--requirement': 'include',
  '-c': 'constraint',
  '--constraint': 'constraint',
  '-e': 'editable',
  '--editable': 'editable',
  '-i': 'value',
  '--index-url': 'value',
  '--pypi-url': 'value',
  '--extra-index-url': 'value',
  '--no-index': 'flag',
  '-f': 'value',
  '--find-links': 'value',
  '--no-binary': 'value',
  '--only-binary': 'value',
  '--prefer-binary': 'flag',
  '--require-hashes': 'flag',
  '--pre': 'flag',
  '--trusted-host': 'value',
  '--use-feature': 'value',
  '--always-unzip': 'flag',
  '-Z': 'flag',
  // uv's own, which pip does not know.
  '--no-build': 'flag',
  '--no-build-isolation': 'flag',
  '--index': 'value',
  '--default-index': 'value',
};

export type OptionLine = { option: string; action: 'include' | 'constraint' | 'editable' | 'ignore'; value: string };

/**
 * Reads a line that is an option (`-r base.txt`, `--index-url=…`, `-rbase.txt`).
 *
 * @returns undefined for an option that neither pip nor uv has
 */
export function parseOptionLine(text: string): OptionLine | undefined {
  const long = /^(--[\w-]+)(?:\s*=\s*|\s+|$)(.*)$/.exec(text);
  const short = /^(-[A-Za-z])\s*=?\s*(.*)$/.exec(text);
  const [, option, value] = long ?? short ?? [];
  const action = option === undefined ? undefined : OPTIONS[option];
  if (option === undefined || action === undefined) return undefined;
  const kept = action === 'include' || action === 'constraint' || action === 'editable';
  return { option, action: kept ? action : 'ignore', value: unquote(value!.trim()) };
}

const unquote = (text: string): string => /^(["'])(.*)\1$/.exec(text)?.[2] ?? text;

/** Takes options that belong to one requirement (`--hash=…`, `--config-settings …`) off its line. */
export function withoutRequirementOptions(text: string): string {
  return text.replace(/\s+--(?:hash|config-settings?|global-option|install-option)(?:[\s=].*)?$/s, '').trimEnd();
}
