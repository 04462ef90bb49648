// Puts the modules of a compiled package together, so that Nx, which starts a process for a plugin and for each batch,
// opens a few files there instead of hundreds: executors load in about two thirds of the time.
//
//   node tools/build/bundle.mjs <package folder>       reads `out-tsc`, writes `dist`
//
// What a package offers (package.json, executors.json, generators.json) stays a file of its own, under its own name; what
// several of these share goes into `dist/chunks`. Types, schemas, templates and other data are copied as they are, and so
// the place of a module that looks for such a file is kept, too.
import { cp, readFile, readdir, rm } from 'node:fs/promises';
import path from 'node:path';
import { build } from 'esbuild';

/** How a module asks for another that keeps its place; `imports` of every package.json knows it. */
const ALIAS = '#dist/';

const folder = path.resolve(process.argv[2] ?? '.');
const [from, to] = [path.join(folder, 'out-tsc'), path.join(folder, 'dist')];

const files = (await readdir(from, { recursive: true, withFileTypes: true }))
  .filter((entry) => entry.isFile())
  .map((entry) => path.join(entry.parentPath, entry.name));
const modules = new Set(files.filter((file) => file.endsWith('.js') && !isTemplate(file)));
const placed = new Set(await findPlaced(modules));

await rm(to, { recursive: true, force: true });
await cp(from, to, { recursive: true, filter: (file) => !modules.has(file) });
await build({
  entryPoints: [...new Set([...(await findEntries()), ...placed])],
  outdir: to,
  outbase: from,
  chunkNames: 'chunks/[name]-[hash]',
  bundle: true,
  splitting: true,
  format: 'esm',
  platform: 'node',
  target: 'node20.19',
  packages: 'external',
  // Where modules that come into one file have a name in common, one of them is renamed: errors show its own.
  keepNames: true,
  logLevel: 'warning',
  plugins: [{ name: 'placed', setup: (bundler) => bundler.onResolve({ filter: /^\./ }, keepPlace) }],
});

/** Modules whose own place matters: they read files beside themselves, or another starts them as a thread. */
async function findPlaced(candidates) {
  const found = [];
  for (const file of candidates) {
    const text = await readFile(file, 'utf8');
    if (!text.includes('import.meta.url')) continue;
    const started = [...text.matchAll(/new URL\('([^']+\.js)', import\.meta\.url\)/g)];
    found.push(file, ...started.map(([, name]) => path.join(path.dirname(file), name)));
  }
  return found;
}

/** The modules that the manifests name. */
async function findEntries() {
  const names = ['package.json', 'executors.json', 'generators.json'];
  const texts = await Promise.all(names.map((name) => readFile(path.join(folder, name), 'utf8').catch(() => '')));
  const found = texts.flatMap((text) => [...text.matchAll(/"\.\/dist\/([^"]+)"/g)].map(([, file]) => file));
  return found
    .filter((file) => !/\.(?:json|d\.ts)$/.test(file))
    .map((file) => path.join(from, file.endsWith('.js') ? file : `${file}.js`));
}

function keepPlace({ path: specifier, resolveDir, kind }) {
  if (kind === 'entry-point') return undefined;
  const file = path.join(resolveDir, specifier);
  if (!placed.has(file)) return undefined;
  return { path: ALIAS + path.relative(from, file).split(path.sep).join('/'), external: true };
}

function isTemplate(file) {
  return path.relative(from, file).split(path.sep).includes('files');
}
