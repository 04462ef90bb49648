import { argumentsAt } from './mask.js';
import { frameworks, type Framework } from './frameworks.data.js';
import type { SourceText } from './read-sources.js';
import type { AppObject } from './types.js';

/** Finds what a server can be given: applications made at the top of a module, and functions that make one. */
export function findApps(sources: readonly SourceText[]): AppObject[] {
  const made = sources.flatMap(appsIn);
  const factories = made.filter(({ factory }) => factory);
  // `app = create_app()` at the top of a module, made by a factory of the project.
  const called = sources.flatMap((source) => factories.flatMap((factory) => callsOf(factory, source)));
  return [...made, ...called].sort((a, b) => rankOf(a) - rankOf(b));
}

function appsIn(source: SourceText): AppObject[] {
  return frameworks.flatMap((framework) => {
    const maker = makerOf(source, framework);
    if (maker === undefined) return [];
    const { module, file } = source;
    const object = (name: string, factory: boolean): AppObject => ({
      file,
      module,
      name,
      factory,
      framework: framework.name,
      interface: framework.interface,
    });
    const assigned = new RegExp(String.raw`^(\w+)(?:[ \t]*:[^=\n]+)?[ \t]*=[ \t]*(?:${maker})\(`, 'gm');
    return [
      ...[...source.masked.matchAll(assigned)].map((match) => object(match[1]!, false)),
      ...factoriesIn(source, maker, framework).map((name) => object(name, true)),
    ];
  });
}

/** A pattern for how the module calls the framework's class, or `undefined` when it does not import it. */
function makerOf({ imports, text }: SourceText, { module, classes }: Framework): string | undefined {
  const isOf = (name: string): boolean => name === module || name.startsWith(`${module}.`);
  const found = imports.filter(({ module: name, level, typeChecking }) => level === 0 && !typeChecking && isOf(name));
  const names = found.flatMap((one) =>
    one.names.length > 0
      ? one.names.filter((name) => classes.includes(name)).map((name) => aliasOf(text, name))
      : classes.map((name) => `${aliasOf(text, one.module)}.${name}`),
  );
  return names.length === 0 ? undefined : [...new Set(names)].map((name) => name.replaceAll('.', '\\.')).join('|');
}

/** `import x as y`: what the module calls it. */
function aliasOf(text: string, name: string): string {
  const [, alias] = new RegExp(String.raw`\b${name.replaceAll('.', '\\.')}\s+as\s+(\w+)`).exec(text) ?? [];
  return alias ?? name;
}

/** Functions at the top that make an application and can be called without arguments. */
function factoriesIn({ masked }: SourceText, maker: string, { classes }: Framework): string[] {
  return [...masked.matchAll(/^(?:async[ \t]+)?def[ \t]+([A-Za-z]\w*)[ \t]*\(/gm)].flatMap((match) => {
    const open = match.index + match[0].length - 1;
    const end = endOfBlock(masked, open);
    const body = masked.slice(open, end);
    const returns = new RegExp(String.raw`\)\s*->\s*(?:[\w.]+\.)?(?:${classes.join('|')})\s*:`).test(body);
    const makes = new RegExp(String.raw`(?:return|=)\s*(?:${maker})\(`).test(body);
    const callable = argumentsAt(masked, open).every(({ start, end: stop }) =>
      /=|^\s*[*/]/.test(masked.slice(start, stop)),
    );
    return callable && !match[0].startsWith('async') && (returns ? /^\s+return\b/m.test(body) : makes)
      ? [match[1]!]
      : [];
  });
}

function endOfBlock(masked: string, from: number): number {
  const next = /\n(?=[^\s)\]}#])/g;
  next.lastIndex = from;
  return next.exec(masked)?.index ?? masked.length;
}

function callsOf(factory: AppObject, { masked, module, file, imports }: SourceText): AppObject[] {
  const knows =
    module === factory.module || imports.some(({ names }) => names.includes(factory.name) || names.includes('*'));
  if (!knows) return [];
  const assigned = new RegExp(String.raw`^(\w+)[ \t]*=[ \t]*${factory.name}\(`, 'gm');
  return [...masked.matchAll(assigned)].map((match) => ({ ...factory, file, module, name: match[1]!, factory: false }));
}

const USUAL_FILES = /(?:^|\.)(?:main|app|asgi|wsgi|server|api|application)$/;

/** Small for what is most likely meant: `app` in `main.py`, before others, before functions. */
function rankOf({ name, module, factory, file }: AppObject): number {
  return (
    (factory ? 8 : 0) +
    (/^_?_?main__|\.__main__$/.test(module) ? 4 : 0) +
    (/^(?:app|application|api|server|create_app|make_app|get_app)$/.test(name) ? 0 : 2) +
    (USUAL_FILES.test(module) ? 0 : 1) +
    file.split('/').length / 100
  );
}
