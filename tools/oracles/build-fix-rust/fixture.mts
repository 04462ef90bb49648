import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';

/** One run that one `.fixed` file (or several, one for each alternative) says the outcome of. */
export interface Fixture {
  /** Relative to the folder of the clone: `tests/ui/needless_return.rs`. */
  file: string;
  revision: string;
  flags: string[];
  env: Record<string, string>;
  /** Sources of helper crates, relative to the clone. */
  auxiliary: string[];
  /** The expected texts by the alternative that each takes, from 0. */
  expected: string[];
  /** Why it does not run here. */
  skipped?: string;
}

/** All fixtures below a folder of the clone that have an expected text. */
export function listFixtures(clone: string, folder: string): Fixture[] {
  const names = readdirSync(join(clone, folder), { recursive: true, encoding: 'utf8' });
  const sources = names.filter((name) => name.endsWith('.rs') && !name.split(/[\\/]/).includes('auxiliary'));
  return sources.sort().flatMap((name) => readFixture(clone, join(folder, name)));
}

function readFixture(clone: string, file: string): Fixture[] {
  const text = readFileSync(join(clone, file), 'utf8');
  const comments = [...text.matchAll(/^\s*\/\/@ *(?:\[([^\]]*)\])? ?([a-z-]+)(?:: ?(.*))?$/gm)].map((match) => ({
    revisions: match[1]?.split(',').map((one) => one.trim()),
    key: match[2] ?? '',
    value: match[3]?.trim() ?? '',
  }));
  const revisions = comments.find(({ key }) => key === 'revisions')?.value.split(/\s+/) ?? [''];
  return revisions.flatMap((revision) => {
    const expected = expectedTexts(clone, file, revision);
    if (expected.length === 0) return [];
    const own = comments.filter((comment) => comment.revisions?.includes(revision) ?? true);
    return [toFixture(clone, file, { revision, text, expected, comments: own })];
  });
}

/** Texts in the order of the alternatives: `x.fixed`, or `x.1.fixed`, `x.2.fixed`; of a revision `x.revision.fixed`. */
function expectedTexts(clone: string, file: string, revision: string): string[] {
  const stem = join(clone, file).replace(/\.rs$/, revision === '' ? '' : `.${revision}`);
  if (existsSync(`${stem}.fixed`)) return [readFileSync(`${stem}.fixed`, 'utf8')];
  const texts: string[] = [];
  while (existsSync(`${stem}.${texts.length + 1}.fixed`)) {
    texts.push(readFileSync(`${stem}.${texts.length + 1}.fixed`, 'utf8'));
  }
  return texts;
}

interface Part {
  revision: string;
  text: string;
  expected: string[];
  comments: { key: string; value: string }[];
}

function toFixture(clone: string, file: string, { revision, text, expected, comments }: Part): Fixture {
  const all = (key: string): string[] => comments.filter((one) => one.key === key).map(({ value }) => value);
  const isConfigured = file.includes('ui-toml');
  const flags = [
    ...all('compile-flags').flatMap((value) => value.split(/\s+/)),
    `--edition=${all('edition').at(-1) ?? '2024'}`,
    ...(isConfigured ? [] : crateType(text)),
    ...(revision === '' ? [] : [`--cfg=${revision}`, `-Cextra-filename=${revision}`]),
  ];
  const env: Record<string, string> = {
    CLIPPY_CONF_DIR: isConfigured ? dirname(join(clone, file)) : join(clone, 'tests'),
    ...Object.fromEntries(all('rustc-env').map((pair) => pair.split('=', 2) as [string, string])),
  };
  const auxiliary = all('aux-build').map((name) => auxiliaryPath(file, name));
  const wanted = all('only-target').join(' ');
  const skipped =
    wanted !== '' && !/x86_64|linux|unix|64bit/.test(wanted)
      ? `only for ${wanted}`
      : all('ignore-bitwidth').includes('64')
        ? 'not for 64 bits'
        : undefined;
  return { file, revision, flags, env, auxiliary, expected, ...(skipped !== undefined && { skipped }) };
}

/** Helper crates that a helper crate needs. */
export function auxiliaryOf(file: string, text: string): string[] {
  return [...text.matchAll(/^\/\/@ ?aux-build: ?(\S+)$/gm)].map(([, name = '']) => join(dirname(file), name));
}

function auxiliaryPath(file: string, name: string): string {
  return name.startsWith('..') ? join(dirname(file), name) : join(dirname(file), 'auxiliary', name);
}

/** What `ui_test` takes a source for (`CrateType::from_file_contents`). */
export function crateType(text: string): string[] {
  if (/#\[proc_macro(_derive|_attribute)?[\](]/.test(text)) return ['--crate-type=proc-macro'];
  if (text.includes('#[test]')) return ['--test'];
  return /fn main\(\)|#\[start\]/.test(text) ? [] : ['--crate-type=lib'];
}

/** The name that rustc gives to a crate of this file. */
export const crateName = (file: string): string => basename(file, '.rs').replaceAll(/[-.]/g, '_');
