import type { ts } from '@ts-morph/common';
import type { TypeScript } from './load.js';

/** How a file is written, as far as new code should follow it. */
export interface FileStyle {
  indent: { tabs: boolean; size: number };
  quotes: 'single' | 'double';
  /** `{ a }`, not `{a}`. */
  spaceInBraces: boolean;
  lineEnd: '\n' | '\r\n';
  /** `./a.js`, not `./a`; `undefined` where there is no relative import. */
  extensions: boolean | undefined;
}

/** Reads the style off a text; `fallback` is that of the files around it, for what the text does not tell. */
export function detectStyle(text: string, fallback: FileStyle): FileStyle {
  const single = count(text, /(?<![\w"'\\])'[^'"\n]*'/g);
  const double = count(text, /(?<![\w"'\\])"[^'"\n]*"/g);
  const spaced = count(text, /^\s*(?:import|export) .*\{ /gm);
  const withExtension = count(text, /from ['"]\.[^'"\n]*\.js['"]/g);
  const relative = count(text, /from ['"]\.[^'"\n]*['"]/g);
  const tight = count(text, /^\s*(?:import|export) .*\{[^\s}]/gm);
  return {
    indent: detectIndent(text) ?? fallback.indent,
    quotes: single === double ? fallback.quotes : single > double ? 'single' : 'double',
    spaceInBraces: spaced === tight ? fallback.spaceInBraces : spaced > tight,
    lineEnd: text.includes('\n') ? (text.includes('\r\n') ? '\r\n' : '\n') : fallback.lineEnd,
    extensions: relative === 0 ? fallback.extensions : withExtension * 2 > relative,
  };
}

/** Where nothing tells otherwise. */
export const DEFAULT_STYLE: FileStyle = {
  indent: { tabs: false, size: 2 },
  quotes: 'double',
  spaceInBraces: true,
  lineEnd: '\n',
  extensions: undefined,
};

const count = (text: string, pattern: RegExp): number => text.match(pattern)?.length ?? 0;

/** The most frequent step between the indents of lines that follow each other. */
function detectIndent(text: string): FileStyle['indent'] | undefined {
  const steps = new Map<number, number>();
  let tabs = 0;
  let spaces = 0;
  let before = 0;
  for (const line of text.split('\n', 2000)) {
    const indent = /^[ \t]*(?=[^\s*])/.exec(line)?.[0];
    if (indent === undefined) continue;
    if (indent.startsWith('\t')) tabs++;
    else if (indent !== '') spaces++;
    const step = indent.length - before;
    if (step > 1 && step <= 8) steps.set(step, (steps.get(step) ?? 0) + 1);
    before = indent.length;
  }
  if (tabs === 0 && spaces === 0) return undefined;
  if (tabs > spaces) return { tabs: true, size: 4 };
  const [most] = [...steps].sort((a, b) => b[1] - a[1] || a[0] - b[0]);
  return { tabs: false, size: most?.[0] ?? DEFAULT_STYLE.indent.size };
}

/** The style as TypeScript's formatter takes it. */
export function formatSettings(ts: TypeScript, style: FileStyle): ts.FormatCodeSettings {
  return {
    ...ts.getDefaultFormatCodeSettings(style.lineEnd),
    convertTabsToSpaces: !style.indent.tabs,
    indentSize: style.indent.size,
    tabSize: style.indent.size,
    insertSpaceAfterOpeningAndBeforeClosingNonemptyBraces: style.spaceInBraces,
  };
}

/** What is asked of fixes that write imports. */
export function userPreferences(style: FileStyle): ts.UserPreferences {
  return {
    quotePreference: style.quotes,
    // A relative name inside a project, the package's name or alias across projects: what Nx's boundary rule wants.
    importModuleSpecifierPreference: 'project-relative',
    // `auto` knows what the module resolution needs, and looks at this file alone.
    importModuleSpecifierEnding: style.extensions ? 'js' : 'auto',
    includePackageJsonAutoImports: 'on',
    allowTextChangesInNewFiles: true,
  };
}
