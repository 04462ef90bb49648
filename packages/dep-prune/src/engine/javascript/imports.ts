/** A package that a source imports. */
export interface PackageImport {
  name: string;
  /** 1-based. */
  line: number;
  /** `import type`: gone when the code runs. */
  typeOnly: boolean;
}

const SPECIFIER =
  /(?:\bfrom\s*|\bimport\s*(?:\(\s*)?|\brequire(?:\.resolve)?\s*\(\s*|\bmock\s*\(\s*|\bmodule\s+|<reference\s+types=\s*)(["'`])([^"'`\s\\]+)\1/g;

/**
 * The packages that a source names in imports. A scan of the text: what stands in a comment or a string counts too, for a
 * use that is none does no harm.
 */
export function packageImports(text: string): PackageImport[] {
  const found: PackageImport[] = [];
  const starts = [...text.matchAll(/\n/g)].map(({ index }) => index);
  for (const match of text.matchAll(SPECIFIER)) {
    const name = packageOf(match[2] ?? '');
    if (name === undefined) continue;
    const line = starts.filter((start) => start < match.index).length + 1;
    const statement = text.slice(
      Math.max(0, text.lastIndexOf(';', match.index), text.lastIndexOf('\n\n', match.index)),
      match.index,
    );
    const head = statement.slice(Math.max(statement.lastIndexOf('import'), statement.lastIndexOf('export')));
    found.push({ name, line, typeOnly: /^(?:import|export)\s+type\b/.test(head) });
  }
  return found;
}

/** The package that a specifier leads to; `undefined` for a path, an address, or a module of Node itself. */
export function packageOf(specifier: string): string | undefined {
  const bare = specifier.replace(/^[\w-]+!/, '');
  if (/^[./#~]|^[a-z][a-z\d+.-]*:/i.test(bare)) return undefined;
  return /^(@[\w.~-]+\/[\w.~-]+|[\w.~-]+)/.exec(bare)?.[1];
}
