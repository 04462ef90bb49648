import { posix } from 'node:path';
import { type Lookup, foundAll, readText } from './lookup.js';

const TYPE_ONLY = 'import type ';
const SCRIPT = /\.[mc]?[jt]sx?$/;

/**
 * How the other files of the project bring in a name, each statement written as this file would have to: a relative
 * module as it is seen from here. Where some import a type only and some the whole, the whole counts.
 */
const neighbourImport: Lookup = ({ part, text, context, variables }) => {
  const name = part('name') ?? text;
  const file = part('file') ?? variables['file'] ?? '';
  const statements = new Set<string>();
  for (const other of context.files.list(context.project.root)) {
    if (other === file || !SCRIPT.test(other)) continue;
    const content = readText(context, other);
    if (!content?.includes(name)) continue;
    for (const written of importsOf(name, content)) statements.add(seenFrom(file, other, written));
  }
  const isWhole = (statement: string): boolean => !statement.startsWith(TYPE_ONLY);
  const hasWhole = (statement: string): boolean => statements.has(statement.replace(TYPE_ONLY, 'import '));
  return foundAll([...statements].filter((statement) => isWhole(statement) || !hasWhole(statement)));
};

/** An import of one name, however many it stood among. */
interface WrittenImport {
  /** `import * as name from`, `const name = require(` */
  head: string;
  /** With its quotes. */
  module: string;
  /** What comes behind the module: `;`, `);`. */
  tail: string;
}

function importsOf(name: string, text: string): WrittenImport[] {
  const escaped = name.replaceAll('$', '\\$');
  return FORMS.flatMap((form) =>
    [...text.matchAll(form(escaped))].map(({ groups = {} }) => ({
      head: groups['head'] ?? `import ${groups['type'] ?? ''}{ ${groups['item']} } from `,
      module: groups['module']!,
      tail: groups['tail'] ?? '',
    })),
  );
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

function seenFrom(file: string, other: string, { head, module, tail }: WrittenImport): string {
  const [quote, path] = [module[0]!, module.slice(1, -1)];
  if (!path.startsWith('.')) return `${head}${module}${tail}`;
  const from = posix.relative(posix.dirname(file), posix.join(posix.dirname(other), path));
  return `${head}${quote}${from.startsWith('.') ? from : `./${from}`}${quote}${tail}`;
}

/** Look-ups about what other files import. */
export const importLookups: Readonly<Record<string, Lookup>> = { 'neighbour-import': neighbourImport };
