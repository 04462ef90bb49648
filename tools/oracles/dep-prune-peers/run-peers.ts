import { existsSync, readFileSync } from 'node:fs';
import { join, posix } from 'node:path';
import { run } from '@hone/e2e/harness';
import type { Findings, PeerCase } from './case.js';
import { normalize } from './names.js';

/** Runs a peer in a copy of a fixture; undefined where it gives no result. */
export type RunPeer = (bin: string, copy: string, one: PeerCase) => Promise<Findings | undefined>;

const nothing = (): Findings => ({ unused: new Set(), unknown: new Set(), development: new Set(), runtime: new Set() });

export const runCargoShear: RunPeer = async (bin, cwd, { args }) => {
  const { output } = await run([join(bin, 'cargo-shear'), 'shear', '--format', 'json', ...args], { cwd });
  const start = output.indexOf('{');
  if (start < 0) return undefined;
  const { findings } = JSON.parse(output.slice(start, output.lastIndexOf('}') + 1)) as {
    findings: { code: string; message: string; file?: string }[];
  };
  const keys = (...codes: string[]): Set<string> =>
    new Set(
      findings
        .filter(({ code }) => codes.includes(code.replace(/^shear\//, '')))
        .map(({ file = '', message }) => `${posix.dirname(file)} ${/`([^`]+)`/.exec(message)?.[1]}`),
    );
  return {
    ...nothing(),
    unused: keys('unused_dependency', 'unused_workspace_dependency', 'unused_optional_dependency'),
    unknown: keys('unused_feature_dependency'),
    development: keys('misplaced_dependency', 'misplaced_optional_dependency'),
  };
};

export const runCargoMachete: RunPeer = async (bin, cwd, { only = [] }) => {
  const { output, code } = await run([join(bin, 'cargo-machete'), '--with-metadata', '.'], { cwd });
  if (code > 1) return undefined;
  const unused = new Set<string>();
  let folder = '';
  for (const line of output.split('\n')) {
    const manifest = /^\S+ -- \.\/(.*)Cargo\.toml:$/.exec(line)?.[1];
    if (manifest !== undefined) folder = posix.join(manifest, '.').replace(/\/$/, '');
    else if (/^\t\S+$/.test(line) && only.includes(folder)) unused.add(`${folder} ${line.trim()}`);
  }
  return { ...nothing(), unused };
};

export const runDeptry: RunPeer = async (bin, cwd, { args }) => {
  // What the options leave out is gone already.
  const folders = args.filter(
    (arg) => /^[\w.]/.test(arg) && existsSync(join(cwd, arg)) && !/\.(?:txt|toml)$/.test(arg),
  );
  const lists = args.flatMap((arg, at) => (/^--requirements/.test(arg) ? [arg, args[at + 1] ?? ''] : []));
  const report = join(cwd, 'report.json');
  await run([join(bin, 'deptry'), ...(folders.length > 0 ? folders : ['.']), ...lists, '-o', report], { cwd });
  if (!existsSync(report)) return undefined;
  const found = JSON.parse(readFileSync(report, 'utf8')) as { module: string; error: { code: string } }[];
  const names = (wanted: string): Set<string> =>
    new Set(found.filter(({ error }) => error.code === wanted).map(({ module }) => normalize(module)));
  return { ...nothing(), unused: names('DEP002'), runtime: names('DEP004') };
};

export const runFawltyDeps: RunPeer = async (bin, cwd, { args }) => {
  const { output } = await run([join(bin, 'fawltydeps'), '--check-unused', '--json', ...args], { cwd });
  // Warnings stand around it.
  const report = /^\{\n[\s\S]*^\}/m.exec(output)?.[0];
  if (report === undefined) return undefined;
  const { unused_deps: found } = JSON.parse(report) as { unused_deps: { name: string }[] };
  return { ...nothing(), unused: new Set(found.map(({ name }) => normalize(name))) };
};
