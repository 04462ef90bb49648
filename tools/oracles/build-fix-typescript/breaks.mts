import ts from 'typescript';

/** One replacement in a text. */
export interface Break {
  start: number;
  end: number;
  text: string;
}

/** A way to break a program, and the places of a file at which it can be done. */
export interface BreakKind {
  name: string;
  sites(source: ts.SourceFile): Break[];
}

type Visit = (node: ts.Node, add: (start: number, end: number, text?: string) => void, source: ts.SourceFile) => void;

function kind(name: string, visit: Visit): BreakKind {
  return {
    name,
    sites(source) {
      const found: Break[] = [];
      const add = (start: number, end: number, text = '') => found.push({ start, end, text });
      const walk = (node: ts.Node): void => {
        visit(node, add, source);
        ts.forEachChild(node, walk);
      };
      walk(source);
      return found;
    },
  };
}

/** Takes a modifier away, with the space after it. */
const dropModifier = (name: string, wanted: ts.SyntaxKind): BreakKind =>
  kind(name, (node, add, source) => {
    if (!ts.canHaveModifiers(node)) return;
    const modifier = ts.getModifiers(node)?.find((each) => each.kind === wanted);
    if (modifier) add(modifier.getStart(source), modifier.end + 1);
  });

/** Two letters in the middle of a name change places. */
function swapped(name: string): string | undefined {
  const at = name.length >> 1;
  const [a, b] = [name[at - 1], name[at]];
  if (name.length < 5 || a === undefined || b === undefined || a === b) return undefined;
  return name.slice(0, at - 1) + b + a + name.slice(at + 1);
}

const recased = (name: string): string | undefined => {
  const at = name.slice(1).search(/[A-Z]/) + 1;
  return at > 0 ? name.slice(0, at) + name[at]?.toLowerCase() + name.slice(at + 1) : undefined;
};

const member = (name: string, change: (name: string) => string | undefined): BreakKind =>
  kind(name, (node, add, source) => {
    if (!ts.isPropertyAccessExpression(node) || !ts.isIdentifier(node.name)) return;
    const text = change(node.name.text);
    if (text !== undefined) add(node.name.getStart(source), node.name.end, text);
  });

/** Each breaks one thing that a person breaks or forgets; what it makes wrong depends on the place. */
export const breakKinds: readonly BreakKind[] = [
  kind('import dropped', (node, add, source) => {
    if (ts.isImportDeclaration(node) && node.importClause) add(node.getStart(source), node.end + 1);
  }),
  kind('name of an import dropped', (node, add, source) => {
    if (!ts.isNamedImports(node) || node.elements.length < 2) return;
    node.elements.forEach((element, at) => {
      const next = node.elements[at + 1];
      if (next) add(element.getStart(source), next.getStart(source));
    });
  }),
  kind('unused import added', (node, add, source) => {
    if (ts.isNamedImports(node) && node.elements[0]) {
      const [{ name }] = node.elements;
      add(node.elements[0].getStart(source), node.elements[0].getStart(source), `${name.text} as unused${name.text}, `);
    }
  }),
  kind('type of an import dropped', (node, add, source) => {
    if (!ts.isImportDeclaration(node) || !node.importClause?.isTypeOnly) return;
    const at = source.text.indexOf('type ', node.getStart(source));
    add(at, at + 5);
  }),
  kind('name misspelt', (node, add, source) => {
    const text =
      ts.isCallExpression(node) && ts.isIdentifier(node.expression) ? swapped(node.expression.text) : undefined;
    if (text !== undefined && ts.isCallExpression(node))
      add(node.expression.getStart(source), node.expression.end, text);
  }),
  member('member misspelt', swapped),
  member('case of a member', recased),
  kind('this. dropped', (node, add, source) => {
    if (ts.isPropertyAccessExpression(node) && node.expression.kind === ts.SyntaxKind.ThisKeyword) {
      add(node.getStart(source), node.name.getStart(source));
    }
  }),
  kind('await dropped', (node, add, source) => {
    if (ts.isAwaitExpression(node)) add(node.getStart(source), node.expression.getStart(source));
  }),
  dropModifier('async dropped', ts.SyntaxKind.AsyncKeyword),
  dropModifier('override dropped', ts.SyntaxKind.OverrideKeyword),
  dropModifier('export dropped', ts.SyntaxKind.ExportKeyword),
  kind('new dropped', (node, add, source) => {
    if (ts.isNewExpression(node)) add(node.getStart(source), node.expression.getStart(source));
  }),
  kind('super call dropped', (node, add, source) => {
    if (ts.isExpressionStatement(node) && ts.isCallExpression(node.expression)) {
      if (node.expression.expression.kind === ts.SyntaxKind.SuperKeyword) add(node.getStart(source), node.end);
    }
  }),
  kind('const for let', (node, add, source) => {
    if (
      ts.isVariableDeclarationList(node) &&
      node.flags & ts.NodeFlags.Let &&
      node.declarations.every((each) => each.initializer)
    ) {
      add(node.getStart(source), node.getStart(source) + 3, 'const');
    }
  }),
  kind('return dropped', (node, add, source) => {
    if (ts.isReturnStatement(node) && node.expression) add(node.getStart(source), node.expression.getStart(source));
  }),
  kind('member of an interface dropped', (node, add, source) => {
    if (ts.isPropertySignature(node)) add(node.getStart(source), node.end);
  }),
  kind('argument dropped', (node, add) => {
    const last = ts.isCallExpression(node) && node.arguments.length > 1 ? node.arguments.at(-1) : undefined;
    const before = ts.isCallExpression(node) ? node.arguments.at(-2) : undefined;
    if (last && before) add(before.end, last.end);
  }),
  kind('member in brackets', (node, add) => {
    const argument = ts.isElementAccessExpression(node) ? node.argumentExpression : undefined;
    if (
      argument &&
      ts.isElementAccessExpression(node) &&
      ts.isStringLiteral(argument) &&
      /^[a-z]\w*$/i.test(argument.text)
    ) {
      add(node.expression.end, node.end, `.${argument.text}`);
    }
  }),
];
