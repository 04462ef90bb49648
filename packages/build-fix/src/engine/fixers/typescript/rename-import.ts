import type { ts } from '@ts-morph/common';
import type { TypeScript } from './load.js';

/**
 * Completes a fix that writes another name into an import: what the file calls by the old name gets the new one, too.
 * Where the file has something of the new name, the import keeps the old one with `as`.
 *
 * @param position of the error
 * @param changes of the code fix, as the service gives them
 * @returns the changes themselves for any other fix
 */
export function renameImport(
  ts: TypeScript,
  service: ts.LanguageService,
  source: ts.SourceFile,
  position: number,
  changes: readonly ts.FileTextChanges[],
): readonly ts.FileTextChanges[] {
  const specifier = specifierAt(ts, source, position);
  const name = specifier && newName(specifier, source, changes);
  if (!specifier || name === undefined) return changes;
  const { fileName } = source;
  const places = service.findRenameLocations(fileName, specifier.name.getStart(source), false, false, {
    providePrefixAndSuffixTextForRename: true,
  });
  const uses = places?.filter((place) => place.fileName === fileName && !isIn(place.textSpan.start, specifier)) ?? [];
  const start = specifier.name.getStart(source);
  const span = { start, length: specifier.name.end - start };
  if (mentions(ts, source, name)) {
    return [{ fileName, textChanges: [{ span, newText: `${name} as ${specifier.name.text}` }] }];
  }
  const renamed = uses.map(({ textSpan, prefixText = '', suffixText = '' }) => ({
    span: textSpan,
    newText: `${prefixText}${name}${suffixText}`,
  }));
  return [{ fileName, textChanges: [{ span, newText: name }, ...renamed] }];
}

const isIn = (position: number, node: ts.Node): boolean => node.pos <= position && position < node.end;

/** The part of an import at a place that gives the name in the module and in the file at once. */
function specifierAt(ts: TypeScript, source: ts.SourceFile, position: number): ts.ImportSpecifier | undefined {
  for (const statement of source.statements) {
    if (!ts.isImportDeclaration(statement) || !isIn(position, statement)) continue;
    const bindings = statement.importClause?.namedBindings;
    if (!bindings || !ts.isNamedImports(bindings)) return undefined;
    return bindings.elements.find((each) => isIn(position, each) && each.propertyName === undefined);
  }
  return undefined;
}

/** What the fix writes in place of the name; `undefined` when that is not all that it does. */
function newName(
  specifier: ts.ImportSpecifier,
  source: ts.SourceFile,
  changes: readonly ts.FileTextChanges[],
): string | undefined {
  const [change, ...more] = changes.flatMap(({ textChanges }) => textChanges);
  if (!change || more.length > 0 || change.span.start !== specifier.name.getStart(source)) return undefined;
  if (change.span.length !== specifier.name.end - change.span.start) return undefined;
  return /^[\p{ID_Start}$_][\p{ID_Continue}$]*$/u.test(change.newText) ? change.newText : undefined;
}

/** Whether the file has the name for anything: of properties, too, since telling them apart is not worth it. */
function mentions(ts: TypeScript, source: ts.SourceFile, name: string): boolean {
  const visit = (node: ts.Node): boolean =>
    (ts.isIdentifier(node) && node.text === name) || ts.forEachChild(node, visit) === true;
  return visit(source);
}
