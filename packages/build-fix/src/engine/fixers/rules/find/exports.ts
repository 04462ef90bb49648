import { posix } from 'node:path';

/** Names that a source file offers at its top level, by a scan of lines. */
export function exportedNames(file: string, text: string): string[] {
  const patterns = PATTERNS[posix.extname(file)] ?? [];
  const names = patterns.flatMap((pattern) => [...text.matchAll(pattern)].map((match) => match[1]!));
  return [...new Set([...names, ...listed(file, text)])];
}

const SCRIPT = [
  /^export (?:default )?(?:declare )?(?:abstract )?(?:async )?(?:function\*?|class|const|let|var|interface|type|enum|namespace) +([A-Za-z_$][\w$]*)/gm,
];
const PATTERNS: Readonly<Record<string, readonly RegExp[]>> = {
  '.py': [/^(?:async )?(?:def|class) +(\w+)/gm, /^([A-Za-z_]\w*)(?: *:[^=\n]+)? *=(?!=)/gm],
  '.pyi': [/^(?:async )?(?:def|class) +(\w+)/gm, /^([A-Za-z_]\w*) *:/gm],
  '.rs': [
    /^pub(?:\([a-z ]+\))? +(?:async +|unsafe +|const +)*(?:fn|struct|enum|trait|type|const|static|mod|union) +(\w+)/gm,
  ],
  '.ts': SCRIPT,
  '.tsx': SCRIPT,
  '.mts': SCRIPT,
  '.js': SCRIPT,
  '.jsx': SCRIPT,
  '.mjs': SCRIPT,
};

/** `export { a, b as c }` */
function listed(file: string, text: string): string[] {
  if (!/\.[mc]?[jt]sx?$/.test(file)) return [];
  return [...text.matchAll(/^export (?:type )?\{([^}]*)\}/gm)].flatMap((match) =>
    match[1]!.split(',').flatMap((item) => /([A-Za-z_$][\w$]*)\s*$/.exec(item.trim())?.[1] ?? []),
  );
}
