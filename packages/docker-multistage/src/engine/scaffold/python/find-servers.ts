import { readArguments, stringOf } from './mask.js';
import type { SourceText } from './read-sources.js';
import type { AppObject, Reading, ServerCall, Setting } from './types.js';

/** A call of this name serves when the module imports `module`. */
const CALLS: readonly { call: RegExp; server: string; module: string; development: boolean }[] = [
  { call: /\buvicorn\.(?:run|Config)\(/g, server: 'uvicorn', module: 'uvicorn', development: false },
  { call: /\bwaitress\.serve\(|(?<![\w.])serve\(/g, server: 'waitress', module: 'waitress', development: false },
  { call: /\bweb\.run_app\(/g, server: 'aiohttp', module: 'aiohttp', development: false },
  { call: /(?<![\w.])(?:Granian|granian\.Granian)\(/g, server: 'granian', module: 'granian', development: false },
  { call: /(?<![\w.])(?:WSGIServer|pywsgi\.WSGIServer)\(/g, server: 'gevent', module: 'gevent', development: false },
  {
    call: /(?<![\w.])(?:ThreadingHTTPServer|HTTPServer)\(/g,
    server: 'http.server',
    module: 'http',
    development: false,
  },
  { call: /(?<![\w.])(?:app|application|server|api)\.run\(/g, server: 'flask', module: 'flask', development: true },
];

/** Finds the calls that serve, with the port and the address that they are given. */
export function findServers(sources: readonly SourceText[], settings: readonly Setting[]): ServerCall[] {
  return sources.flatMap((source) =>
    CALLS.flatMap(({ call, server, module, development }) => {
      if (!source.imports.some(({ module: name }) => name === module || name.startsWith(`${module}.`))) return [];
      return [...source.masked.matchAll(call)].map((match): ServerCall => {
        const { named, placed } = readArguments(source.text, source.masked, match.index + match[0].length - 1);
        const [first = ''] = placed;
        const tuple = /^\(\s*(.+?)\s*,\s*(.+?)\s*\)$/s.exec(first);
        const port = readValue(named.get('port') ?? tuple?.[2], source, settings);
        const host = readValue(named.get('host') ?? named.get('address') ?? tuple?.[1], source, settings);
        const { value, ...rest } = port ?? {};
        const known = { ...rest, ...(value !== undefined && /^\d+$/.test(value) && { value: Number(value) }) };
        return {
          file: source.file,
          server,
          development,
          ...(Object.keys(known).length > 0 && { port: known }),
          ...(host && { host }),
        };
      });
    }),
  );
}

/** A literal, a variable of the environment, a constant of the module, or a field of a settings class. */
function readValue(
  expression: string | undefined,
  source: SourceText,
  settings: readonly Setting[],
): Reading<string> | undefined {
  if (expression === undefined) return undefined;
  const literal = literalOf(expression);
  if (literal !== undefined) return { value: literal };
  const fromEnvironment = environmentRead(expression);
  if (fromEnvironment) return fromEnvironment;
  const [, owner, name] = /^(?:(\w+(?:\(\))?)\.)*(\w+)$/.exec(expression.trim()) ?? [];
  if (name === undefined) return undefined;
  if (owner === undefined) {
    const [, assigned] =
      new RegExp(String.raw`^[ \t]*${name}[ \t]*(?::[^=\n]+)?=[ \t]*(.+)$`, 'm').exec(source.text) ?? [];
    return assigned === undefined || assigned === expression
      ? undefined
      : readValue(assigned, { ...source, text: '' }, []);
  }
  const setting = settings.find((each) => each.name === name);
  return setting && { variable: setting.variable, ...(setting.value !== undefined && { value: setting.value }) };
}

const literalOf = (expression: string): string | undefined =>
  stringOf(expression) ?? /^\d+$/.exec(expression.trim())?.[0];

const READS =
  /(?:\bos\.)?(?:environ\.get|getenv|environ\.setdefault)\(\s*["'](\w+)["']\s*(?:,\s*("[^"\n]*"|'[^'\n]*'|\d+))?|\benviron\[\s*["'](\w+)["']/;

function environmentRead(expression: string): Reading<string> | undefined {
  const [, name, fallback, required] = READS.exec(expression) ?? [];
  const variable = name ?? required;
  if (variable === undefined) return undefined;
  const value = fallback === undefined ? undefined : literalOf(fallback);
  return { variable, ...(value !== undefined && { value }) };
}

/** The fields of settings classes (pydantic's), with the variables that set them. */
export function findSettings(sources: readonly SourceText[]): Setting[] {
  return sources.flatMap(({ text, masked, imports }) => {
    if (!imports.some(({ module }) => /^pydantic(?:_settings)?(?:\.|$)/.test(module))) return [];
    return [
      ...masked.matchAll(/^class[ \t]+\w+\([^)]*\bBaseSettings\b[^)]*\)[^\n]*\n((?:[ \t]+[^\n]*\n|\n)*)/gm),
    ].flatMap(({ index, 0: { length }, 1: fields = '' }) => {
      const end = index + length;
      const body = text.slice(end - fields.length, end);
      const [, prefix = ''] = /\benv_prefix["']?\s*[=:]\s*["'](\w*)["']/.exec(body) ?? [];
      return [...body.matchAll(/^[ \t]+(\w+)[ \t]*:[^=\n]+=[ \t]*(.+)$/gm)].map(
        ([, name = '', expression = '']): Setting => {
          const [, inField] = /^Field\(\s*(?:default\s*=\s*)?("[^"\n]*"|'[^'\n]*'|\d+)/.exec(expression) ?? [];
          const value = literalOf(inField ?? expression.replace(/\s+#.*$/, ''));
          return { name, variable: `${prefix}${name}`.toUpperCase(), ...(value !== undefined && { value }) };
        },
      );
    });
  });
}

const HEALTH =
  /^\/(?:api\/|v\d\/)*(?:health|healthz|health[_-]?check|livez|live|liveness|alive|ping|status|up|_health|__health__|__heartbeat__|heartbeat)\/?$/;

/** Decorators and calls that declare a route, with its path first. */
const ROUTES =
  /(?:@[\w.]+\.(?:get|route|head|api_route)|\b(?:Route|path|re_path|add_api_route|add_url_rule|add_route|add_get|url_rule))\(\s*["']([^"'\n]*)["']/g;

/** The path of a route that tells whether the service is well, where there is one; the plainest name first. */
export function findHealthPath(sources: readonly SourceText[], apps: readonly AppObject[]): string | undefined {
  const near = new Set(apps.map(({ file }) => file));
  const paths = sources.flatMap(({ file, text }) =>
    [...text.matchAll(ROUTES)]
      .map(([, path = '']) => (path.startsWith('/') ? path : `/${path}`))
      .filter((path) => HEALTH.test(path))
      .map((path) => ({ path, isNear: near.has(file) })),
  );
  return paths.sort((a, b) => Number(b.isNear) - Number(a.isNear) || a.path.length - b.path.length)[0]?.path;
}
