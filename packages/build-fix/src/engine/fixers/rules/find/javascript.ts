import { posix } from 'node:path';
import { npmRange } from '../manifests/npm-range.js';
import { foundAll, type Lookup } from './lookup.js';

/** The package that a specifier names: `@scope/name` of `@scope/name/sub`; none for paths and Node's own modules. */
const packageName: Lookup = ({ text: specifier }) => {
  const own = /^(?:node:|[./#]|[a-z]+:)/.test(specifier) || NODE_MODULES.has(specifier.split('/', 1)[0]!);
  const name = /^(?:@[\w.~-]+\/)?[A-Za-z0-9_~-][\w.~-]*/.exec(specifier)?.[0];
  return own ? [] : foundAll([name]);
};

/** The range with which the workspace has a package; none where it knows nothing of it. */
const range: Lookup = ({ part, context }) => foundAll([npmRange(context, part('manifest')!, part('name')!)]);

/** `@types/scope__name` of `@scope/name`. */
const typesName: Lookup = ({ text: name }) =>
  foundAll([`@types/${name.startsWith('@') ? name.slice(1).replace('/', '__') : name}`]);

/** `dev` for tests and configuration, `runtime` for what is shipped. */
const npmGroup: Lookup = ({ text: file }) =>
  foundAll([
    /(?:^|\/)(?:tests?|__tests__|e2e|scripts|tools)\/|\.(?:test|spec|stories|config)\.[mc]?[jt]sx?$/.test(file)
      ? 'dev'
      : 'runtime',
  ]);

const ENDINGS: readonly string[] = ['.ts', '.tsx', '.mts', '.cts', '.js', '.jsx', '.mjs', '.cjs', '.json'];
/** What a source file is called once compiled, and so in an import of an ES module. */
const OUTPUT: Readonly<Record<string, string>> = {
  '.ts': '.js',
  '.tsx': '.js',
  '.mts': '.mjs',
  '.cts': '.cjs',
  '.jsx': '.js',
};

/** The file that a relative specifier means, whatever ending it has or lacks; the specifier to write comes with it. */
const relativeFile: Lookup = ({ part, context: { files } }) => {
  const [specifier, from] = [part('module')!, part('from')!];
  if (!specifier.startsWith('.')) return [];
  const target = posix.join(posix.dirname(from), specifier);
  const bases = [target, target.replace(/\.[mc]?jsx?$/, '')];
  const names = bases.flatMap((base) => [
    ...ENDINGS.map((ending) => base + ending),
    ...ENDINGS.map((ending) => `${base}/index${ending}`),
  ]);
  const name = [...new Set(names)].find((each) => files.exists(each));
  if (name === undefined) return [];
  const ending = posix.extname(name);
  const written = posix.relative(posix.dirname(from), name.slice(0, -ending.length) + (OUTPUT[ending] ?? ending));
  return [{ value: name, more: { specifier: written.startsWith('.') ? written : `./${written}` } }];
};

// Node 20's `module.builtinModules` without the private ones; those with `node:` only are never bare.
const NODE_MODULES: ReadonlySet<string> = new Set(
  (
    'assert async_hooks buffer child_process cluster console constants crypto dgram diagnostics_channel dns domain ' +
    'events fs http http2 https inspector module net os path perf_hooks process punycode querystring readline repl ' +
    'stream string_decoder sys timers tls trace_events tty url util v8 vm wasi worker_threads zlib'
  ).split(' '),
);

/** Look-ups about JavaScript and TypeScript. */
export const javascriptLookups: Readonly<Record<string, Lookup>> = {
  'npm-package': packageName,
  'npm-range': range,
  'npm-types': typesName,
  'npm-group': npmGroup,
  'relative-file': relativeFile,
};
