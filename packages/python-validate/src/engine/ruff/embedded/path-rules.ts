import { statSync } from 'node:fs';
import { basename, dirname } from 'node:path';
import { scanPythonImports } from '@hone/core/python';
import { overridesOf } from '../config/engine-options.js';
import { toSlashes } from '../config/file-patterns.js';
import type { FirstParty } from '../config/first-party.js';
import { matchesSelector } from '../config/selectors.js';
import type { RuffConfig } from '../config/ruff-config.js';
import { isTable } from '../config/toml-file.js';
import type { RuffFile, RuffFinding } from '../finding.js';
import { ruffRules } from '../rule-table.js';
import { stubSensitive } from './stub-rules.js';

interface Place {
  file: RuffFile;
  config: RuffConfig;
  firstParty: FirstParty;
}

/** The embedded engine lints a text without a name. What ruff would say otherwise because of the name is put right here. */
export function adjustForPath(
  findings: readonly RuffFinding[],
  file: RuffFile,
  config: RuffConfig,
  firstParty: FirstParty,
): RuffFinding[] {
  const place: Place = { file, config, firstParty };
  const name = basename(file.file);
  let adjusted = [...findings];
  if (name.endsWith('.pyi')) adjusted = adjusted.filter(({ code }) => !stubSensitive.has(code));
  if (name === '__init__.py') adjusted = adjustInit(adjusted, place);
  if (isPrivate(place)) {
    adjusted = adjusted.filter(({ code }) => !missingDocstring.test(code));
    adjusted = adjusted.flatMap((finding) =>
      rename(finding, 'ANN201', 'ANN202', ['public function', 'private function'], place),
    );
  }
  return [...fileFindings(place), ...laterShebangs(adjusted, place), ...adjusted];
}

/** Where the name of the file makes it another rule's finding: that one, if it is on. */
function rename(
  finding: RuffFinding,
  from: string,
  to: string,
  [before, after]: readonly [string, string],
  place: Place,
): RuffFinding[] {
  if (finding.code !== from) return [finding];
  return isOn(to, place) ? [{ ...finding, code: to, message: finding.message.replace(before, after) }] : [];
}

function adjustInit(findings: readonly RuffFinding[], place: Place): RuffFinding[] {
  return findings
    .filter(({ code, message }) => {
      if (code === 'F822') return place.config.mode.preview;
      if (code === 'PLC0414') return false;
      return !(code === 'F821' && message.includes('`__path__`'));
    })
    .map((finding) => (finding.code === 'F401' ? adjustUnusedImport(finding, place) : finding))
    .flatMap((finding) => rename(finding, 'D100', 'D104', ['public module', 'public package'], place));
}

const unusedImport = /^`(.+)` imported but unused$/;

/** In an `__init__.py`, an unused import of the package's own is most likely meant to be exported. */
function adjustUnusedImport(original: RuffFinding, { file, config, firstParty }: Place): RuffFinding {
  const { fix, ...bare } = original;
  const keepsFix = config.mode.preview || config.merged.lint['ignore-init-module-imports'] === false;
  const finding: RuffFinding = fix && keepsFix ? { ...bare, fix } : bare;
  const imported = unusedImport.exec(finding.message)?.[1];
  if (imported === undefined || !isOwnImport(imported)) return finding;
  return {
    ...finding,
    message: `${finding.message}; consider removing, adding to \`__all__\`, or using a redundant alias`,
  };

  function isOwnImport(qualified: string): boolean {
    const statement = scanPythonImports(file.text).findLast(({ line }) => line <= finding.region.start.line);
    if (!statement || statement.inFunction) return false;
    if (qualified.startsWith('.')) return true;
    const root = firstParty.packageRoot(config, dirname(file.path));
    const module = statement.names.length > 0 ? statement.module : qualified;
    return firstParty.isFirstParty(config, root, module);
  }
}

/** The rules that ask for docstrings ask for them in public modules only. */
const missingDocstring = /^D10\d$/;

/** A module is private when its name, or that of a package around it, starts with an underscore. */
function isPrivate({ file, config, firstParty }: Place): boolean {
  const root = firstParty.packageRoot(config, dirname(file.path));
  const from = root === undefined ? dirname(file.path) : dirname(root);
  const parts = toSlashes(file.path)
    .slice(toSlashes(from).length + 1)
    .replace(/\.pyi?$/, '')
    .split('/');
  return parts.some((part) => part.startsWith('_') && !/^__.+__$/.test(part));
}

/** A shebang further down is out of place (EXE005) and, in a file that can't be executed, wrong twice. */
function laterShebangs(findings: readonly RuffFinding[], place: Place): RuffFinding[] {
  if (!isOn('EXE001', place)) return [];
  const message = shebangMessage(place.file);
  if (message === undefined) return [];
  return findings.filter(({ code }) => code === 'EXE005').map(({ region }) => ({ code: 'EXE001', message, region }));
}

function shebangMessage(file: RuffFile): string | undefined {
  return isExecutable(file.path) === false ? 'Shebang is present but file is not executable' : undefined;
}

/** Findings about the file itself; ruff puts them at its start. */
function fileFindings(place: Place): RuffFinding[] {
  return Object.entries(fileRules).flatMap(([code, judge]) => {
    const message = isOn(code, place) ? judge(place) : undefined;
    if (message === undefined) return [];
    const line = code === 'EXE001' ? firstLine(place.file.text) : '';
    const start = { line: 1, column: 1 };
    return [{ code, message, region: { start, end: { line: 1, column: 1 + line.length } } }];
  });
}

function isOn(code: string, { file, config }: Place): boolean {
  const rule = ruffRules().get(code);
  if (!rule || !config.rules.enabled.has(code)) return false;
  const { ignores } = overridesOf(config, toSlashes(file.path));
  return !ignores.some((selector) => matchesSelector(selector, rule)) && !isSuppressed(file.text, code);
}

/** Each gives the message of its finding, or nothing. */
const fileRules: Readonly<Record<string, (place: Place) => string | undefined>> = {
  EXE001: ({ file }) => (hasShebang(file.text) ? shebangMessage(file) : undefined),
  EXE002: ({ file }) =>
    !/^\s*#!/m.test(file.text) && isExecutable(file.path)
      ? 'The file is executable but no shebang is present'
      : undefined,
  INP001: judgeNamespacePackage,
  N999: judgeModuleName,
};

function judgeNamespacePackage({ file, config, firstParty }: Place): string | undefined {
  const folder = dirname(file.path);
  if (!file.file.endsWith('.py') || firstParty.packageRoot(config, folder) !== undefined) return undefined;
  if (folder === config.folder || config.sourceFolders.includes(folder)) return undefined;
  if (hasShebang(file.text) || /^# \/\/\/ script$/m.test(file.text)) return undefined;
  return `File \`${file.file}\` is part of an implicit namespace package. Add an \`__init__.py\`.`;
}

/** https://docs.python.org/3/reference/lexical_analysis.html#keywords */
const keywords = new Set(
  (
    'False None True and as assert async await break class continue def del elif else except finally for from global ' +
    'if import in is lambda nonlocal not or pass raise return try while with yield'
  ).split(' '),
);

function judgeModuleName({ file, config, firstParty }: Place): string | undefined {
  const folder = dirname(file.path);
  const root = firstParty.packageRoot(config, folder);
  if (root === undefined) return undefined;
  const stem = basename(file.file).replace(/\.pyi?$/, '');
  const name = stem === '__init__' || stem === '__main__' ? basename(root) : stem;
  const isMigration = ['versions', 'migrations'].includes(basename(folder));
  const isValid = (isMigration ? /^[a-z0-9_]*$/ : /^[a-z_][a-z0-9_]*$/).test(name) && !keywords.has(name);
  return isValid || isIgnoredName(name, config) ? undefined : `Invalid module name: '${name}'`;
}

function isIgnoredName(name: string, config: RuffConfig): boolean {
  const naming = config.merged.lint['pep8-naming'];
  const lists = isTable(naming) ? [naming['ignore-names'], naming['extend-ignore-names']] : [];
  return lists.flat().includes(name);
}

function isSuppressed(text: string, code: string): boolean {
  const whole = /^\s*#\s*(?:ruff|flake8)\s*:\s*noqa\s*(?::\s*([A-Z0-9, ]+))?$/im.exec(text);
  if (whole && (whole[1] === undefined || whole[1].split(/[\s,]+/).includes(code))) return true;
  const line = /#\s*noqa\s*(?::\s*([A-Z0-9, ]+))?/i.exec(firstLine(text));
  return line !== null && (line[1] === undefined || line[1].split(/[\s,]+/).includes(code));
}

function hasShebang(text: string): boolean {
  return text.startsWith('#!');
}

function firstLine(text: string): string {
  return /^[^\r\n]*/.exec(text)?.[0] ?? '';
}

/** Whether anyone may execute the file; undefined where files have no such bit, as on Windows. */
function isExecutable(path: string): boolean | undefined {
  if (process.platform === 'win32') return undefined;
  const status = statSync(path, { throwIfNoEntry: false });
  return status && (status.mode & 0o111) !== 0;
}

export const stubNote =
  'The embedded ruff reads stubs (.pyi) as modules: rules that judge stubs differently are left out there. ' +
  'Install ruff for all of them.';
