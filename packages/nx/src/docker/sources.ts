/** What may end a path that is known: a variable without a value, or a pattern. */
const OPEN = /[$*?[\]]/;

/**
 * The paths of the build context that a Dockerfile names in COPY, ADD and bind mounts, as far as its text tells: variables
 * stand for what ARG and ENV give them, and a path ends before a part that is not known. `.` is left out.
 *
 * It is a scan, not a parser: the graph plugin runs at every command. What it misjudges costs a finding, no build.
 *
 * @returns with forward slashes, relative to the context, sorted
 */
export function contextSources(text: string): string[] {
  const lines = logicalLines(text);
  const values = new Map<string, string>();
  const paths = new Set<string>();
  for (const line of lines) {
    const [, keyword = '', rest = ''] = /^(?:ONBUILD\s+)?([A-Za-z]+)\s+(.*)$/is.exec(line) ?? [];
    for (const source of readers[keyword.toUpperCase()]?.(rest, values) ?? []) {
      const path = knownPart(expand(source, values));
      if (path !== undefined) paths.add(path);
    }
  }
  return [...paths].sort();
}

type Reader = (rest: string, values: Map<string, string>) => string[];

const readers: Readonly<Record<string, Reader>> = {
  COPY: copied,
  ADD: copied,
  RUN: mounted,
  ARG: assigned,
  ENV: assigned,
};

/** Comments go, continued lines are one. */
function logicalLines(text: string): string[] {
  const escape = /^(?:\s*#[^\n]*\n)*?\s*#\s*escape\s*=\s*`/i.test(text) ? '`' : '\\';
  const kept = text.split(/\r?\n/).filter((line) => !/^\s*#/.test(line));
  const lines: string[] = [];
  let open = '';
  for (const line of kept) {
    const trimmed = line.trim();
    if (trimmed.endsWith(escape)) open += `${trimmed.slice(0, -1)} `;
    else {
      lines.push(open + trimmed);
      open = '';
    }
  }
  return [...lines, open];
}

function copied(rest: string): string[] {
  const { flags, operands } = splitFlags(rest);
  if (flags.some((flag) => flag.startsWith('--from'))) return [];
  return wordsOf(operands).slice(0, -1);
}

function mounted(rest: string): string[] {
  const mounts = splitFlags(rest).flags.filter((flag) => flag.startsWith('--mount='));
  return mounts.flatMap((mount) => {
    const fields = new Map(
      mount
        .slice('--mount='.length)
        .split(',')
        .map((field) => split(field, '=')),
    );
    const source = fields.get('source') ?? fields.get('src');
    const isBind = (fields.get('type') ?? 'bind') === 'bind';
    return isBind && !fields.has('from') && source !== undefined ? [source] : [];
  });
}

function assigned(rest: string, values: Map<string, string>): string[] {
  for (const [, name = '', value = ''] of rest.matchAll(/([A-Za-z_]\w*)=("[^"]*"|'[^']*'|\S*)/g)) {
    values.set(name, expand(value.replace(/^(['"])(.*)\1$/, '$2'), values));
  }
  return [];
}

function splitFlags(rest: string): { flags: string[]; operands: string } {
  const [head = ''] = /^(?:--\S+\s+)*/.exec(rest) ?? [];
  return { flags: head.split(/\s+/).filter(Boolean), operands: rest.slice(head.length) };
}

function wordsOf(operands: string): string[] {
  if (operands.startsWith('[')) {
    try {
      const list: unknown = JSON.parse(operands);
      if (Array.isArray(list)) return list.map(String);
    } catch {
      // Then it is the shell form.
    }
  }
  return operands
    .split(/\s+/)
    .filter(Boolean)
    .map((word) => word.replace(/^(['"])(.*)\1$/, '$2'));
}

function expand(text: string, values: ReadonlyMap<string, string>): string {
  return text.replace(
    /\$(?:\{(\w+)(?::?-([^}]*))?\}|(\w+))/g,
    (whole, braced: string | undefined, fallback: string | undefined, plain: string | undefined) =>
      values.get(braced ?? plain ?? '') ?? fallback ?? whole,
  );
}

function knownPart(source: string): string | undefined {
  if (/^(?:\w+:\/\/|git@|<<)/.test(source)) return undefined;
  const parts: string[] = [];
  for (const part of source.split('/')) {
    if (OPEN.test(part)) break;
    if (part === '..') parts.pop();
    else if (part !== '' && part !== '.') parts.push(part);
  }
  return parts.length === 0 ? undefined : parts.join('/');
}

function split(text: string, separator: string): [string, string] {
  const at = text.indexOf(separator);
  return at < 0 ? [text, ''] : [text.slice(0, at), text.slice(at + 1)];
}
