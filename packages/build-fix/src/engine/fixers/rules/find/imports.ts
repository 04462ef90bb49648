import { posix } from 'node:path';
import type { FixContext, SourceFiles } from '../../../types.js';
import { type Lookup, foundAll } from './lookup.js';

const TYPE_ONLY = 'import type ';
const SCRIPT = /\.[mc]?[jt]sx?$/;

/**
 * How the other files of the project bring in a name, each statement written as this file would have to: a relative
 * module as it is seen from here. Where some import a type only and some the whole, the whole counts.
 */
const neighbourImport: Lookup = ({ part, context, variables }) => {
  const file = part('file') ?? variables['file'] ?? '';
  const written = importsIn(context, part('name')!).filter((one) => one.file !== file);
  const statements = new Set(written.map((one) => seenFrom(file, one)));
  const isWhole = (statement: string): boolean => !statement.startsWith(TYPE_ONLY);
  const hasWhole = (statement: string): boolean => statements.has(statement.replace(TYPE_ONLY, 'import '));
  return foundAll([...statements].filter((statement) => isWhole(statement) || !hasWhole(statement)));
};

/** An import of one name, however many it stood among. */
interface WrittenImport {
  file: string;
  /** `import * as name from`, `const name = require(` */
  head: string;
  /** With its quotes. */
  module: string;
  /** What comes behind the module: `;`, `);`. */
  tail: string;
}

/** By project and name: a name that is missing is often missing many times. */
const found = new WeakMap<SourceFiles, Map<string, readonly WrittenImport[]>>();

function importsIn({ files, project }: FixContext, name: string): readonly WrittenImport[] {
  const known = found.get(files) ?? new Map<string, readonly WrittenImport[]>();
  found.set(files, known);
  const key = `${project.root}\0${name}`;
  let imports = known.get(key);
  if (imports === undefined) known.set(key, (imports = readImports(files, project.root, name)));
  return imports;
}

function readImports(files: SourceFiles, root: string, name: string): WrittenImport[] {
  const patterns = FORMS.map((form) => form(name.replaceAll('$', '\\$')));
  return files.list(root).flatMap((file) => {
    const text = SCRIPT.test(file) ? files.read(file) : undefined;
    if (!text?.includes(name)) return [];
    return patterns.flatMap((pattern) =>
      [...text.matchAll(pattern)].map(({ groups = {} }) => ({
        file,
        head: groups['head'] ?? `import ${groups['type'] ?? ''}{ ${groups['item']} } from `,
        module: groups['module']!,
        tail: groups['tail'] ?? '',
      })),
    );
  });
}

const MODULE = String.raw`(?<module>'[^'\n]+'|"[^"\n]+")`;
const FORMS: readonly ((name: string) => RegExp)[] = [
  (name) => new RegExp(String.raw`^(?<head>import (?:type )?\* as ${name} from )${MODULE}(?<tail>;?)[ \t\r]*$`, 'gm'),
  (name) => new RegExp(String.raw`^(?<head>import (?:type )?${name} from )${MODULE}(?<tail>;?)[ \t\r]*$`, 'gm'),
  (name) => new RegExp(String.raw`^(?<head>(?:import|const) ${name} = require\()${MODULE}(?<tail>\);?)[ \t\r]*$`, 'gm'),
  (name) =>
    new RegExp(
      String.raw`^import (?<type>type )?\{(?:[^{}]*,)?\s*(?<item>(?:[\w$]+ as )?${name})\s*(?:,[^{}]*)?\} from ${MODULE}(?<tail>;?)[ \t\r]*$`,
      'gm',
    ),
];

function seenFrom(file: string, { file: other, head, module, tail }: WrittenImport): string {
  const [quote, path] = [module[0]!, module.slice(1, -1)];
  if (!path.startsWith('.')) return `${head}${module}${tail}`;
  const from = posix.relative(posix.dirname(file), posix.join(posix.dirname(other), path));
  return `${head}${quote}${from.startsWith('.') ? from : `./${from}`}${quote}${tail}`;
}

/** Look-ups about what other files import. */
export const importLookups: Readonly<Record<string, Lookup>> = { 'neighbour-import': neighbourImport };
