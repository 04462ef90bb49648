import { standardLibraryModules, standardLibrarySpan } from '@hone/core/python';
import { groupBy } from '../collections.js';
import type { Declaration, Evidence } from '../types.js';
import { hostThatLoads } from './companions.data.js';
import type { PythonContext } from './context.js';
import { handTools, installers } from './programs.data.js';
import { hostsOf, isKnownLibrary, isPlainLibrary } from './tools.js';

/** All that a question is asked about: one name without any evidence. */
interface Case {
  name: string;
  declarations: readonly Declaration[];
  context: PythonContext;
  /** Modules that are imported and that nobody is known to provide. */
  strangers: readonly string[];
}

/**
 * Why nothing can be said for sure of what shows no use. The questions are asked in their order; the first that gives a
 * reason counts.
 *
 * @returns reasons by declared name, without those that have evidence; `*` for all
 */
export function doubtsOf(
  context: PythonContext,
  declarations: readonly Declaration[],
  evidence: readonly Evidence[],
): Map<string, string> {
  if (!hasCode(context)) return new Map([['*', NO_CODE]]);
  const shown = new Set(evidence.map(({ name }) => name));
  const doubts = new Map<string, string>();
  const strangers = strangersOf(context);
  for (const [name, own] of groupBy(declarations, (declaration) => declaration.name)) {
    if (shown.has(name)) continue;
    const reason = firstReason({ name, declarations: own, context, strangers });
    if (reason !== undefined) doubts.set(name, reason);
  }
  return doubts;
}

const NO_CODE =
  'There is no Python source here that could show a use; the option `keep` or `exclude` says what is meant.';

function hasCode({ sources, files }: PythonContext): boolean {
  return sources.files.some(({ role }) => role !== 'foreign') || files.some((file) => file.endsWith('.ipynb'));
}

type Question = (one: Case) => string | undefined;

const questions: readonly Question[] = [
  isLocal,
  isInstaller,
  isBackport,
  isRunByHand,
  isCompanion,
  isPlugin,
  isOfSomePlatform,
  mayBeStranger,
  isNamedWhereThingsAreLoaded,
  isOnlyForDevelopment,
  isOnlyInExtra,
];

function firstReason(one: Case): string | undefined {
  for (const question of questions) {
    const reason = question(one);
    if (reason !== undefined) return reason;
  }
  return undefined;
}

/** Of a project of the workspace it is not known here which modules it offers. */
function isLocal({ name, declarations, context }: Case): string | undefined {
  const modules = context.request.closure.some((project) => project.name === name);
  return declarations.some(({ local }) => local) && !modules
    ? 'It is a project of this workspace or a folder, and it is not known here what it offers.'
    : undefined;
}

function isInstaller({ name }: Case): string | undefined {
  return installers.has(name)
    ? 'Other packages need it without declaring it; an environment without it would show.'
    : undefined;
}

/** What brings back a module that Python dropped is there for other packages. */
const BACKPORT =
  /^(?:py)?asyn(?:chat|core)$|^legacy-cgi$|^standard-|^audioop-lts$|^backports-|^importlib-(?:metadata|resources)$/;

function isBackport({ name }: Case): string | undefined {
  return BACKPORT.test(name)
    ? 'It brings a module of another Python version, which other packages may need; a lock or an environment would tell.'
    : undefined;
}

/** In a runtime list a tool has no place, unless that list is the only one. */
function isRunByHand({ name, declarations, context }: Case): string | undefined {
  if (!handTools.has(name)) return undefined;
  const forProgram = declarations.filter((each) => each.scope === 'runtime' || !isForDevelopment(each));
  const others = context.manifest.dependencies.some(({ kind }) => kind === 'group' || kind === 'extra');
  const onlyList = forProgram.every(({ file }) => /\.(?:txt|in)$/.test(file)) && !others;
  if (forProgram.length > 0 && !onlyList) return undefined;
  return 'It is a program for development, and people may run it by hand; nothing here does.';
}

function isCompanion({ name, context: { declared, lock } }: Case): string | undefined {
  const present = new Set([...declared, ...(lock?.packages ?? []).map((each) => each.name)]);
  const host = hostThatLoads(name, present);
  return (
    host && `${host} loads it when a setting or an argument asks for it, and nothing here does; a test run would show.`
  );
}

function isPlugin({ name }: Case): string | undefined {
  const [host] = hostsOf(name);
  return host && `It is a plugin of ${host} by its name, and ${host} is not declared; an environment would tell.`;
}

const PLATFORM = /\b(?:sys_platform|platform_\w+|os_name|implementation_name)\b/;

function isOfSomePlatform({ declarations }: Case): string | undefined {
  const condition = declarations.find((each) => PLATFORM.test(each.condition ?? ''))?.condition;
  return condition && `It is for some platforms alone (${condition}), where another package may need it.`;
}

function mayBeStranger({ name, strangers, context }: Case): string | undefined {
  if (isKnownLibrary(name)) return undefined;
  if (context.installed?.some((each) => each.normalizedName === name && each.modules.length > 0)) return undefined;
  const framework = /^(?:django|wagtail|drf|flask|djangorestframework)-/.test(name);
  const module = strangers.find((each) => isAlike(name, each)) ?? (framework ? settingOf(context) : undefined);
  return (
    module &&
    `It may be what provides ${module}, which is imported and which nobody is known for; an environment would tell.`
  );
}

/** A class of `MIDDLEWARE` and the like that nobody is known for. */
function settingOf({ sources, text, providers }: PythonContext): string | undefined {
  for (const { file, role } of sources.files) {
    if (role === 'foreign' || !/settings/.test(file)) continue;
    const code = (text(file) ?? '').replaceAll(/^\s*#.*$/gm, '');
    for (const [, top = '', rest = ''] of code.matchAll(/["']([a-z]\w+)\.(middleware|backends|apps|storage)\./g)) {
      const written = `${top}.${rest}`;
      if (sources.isLocal(file, written) || providers.declaredFor(written).length > 0) continue;
      if (!providers.candidatesFor(written).known) return top;
    }
  }
  return undefined;
}

const COMMON = /^(?:python|django|flask|fastapi|google|azure|apache|client|tools?|utils?|core|lib|api|sdk|py|the)$/;
/** So many letters in a row are no accident (`port` stands in `transport` and in `backport`). */
const ALIKE = 5;

/** Whether a module may be named for a distribution: one name, or a word or five letters in a row, stand in the other. */
function isAlike(name: string, module: string): boolean {
  const words = name.split('-').filter((word) => word.length > 2 && !COMMON.test(word));
  const target = module.toLowerCase().replaceAll('_', '');
  const initials = name
    .split('-')
    .map((word) => word[0])
    .join('');
  if (target === initials || (target.length > 2 && name.replaceAll('-', '').includes(target))) return true;
  return words.some((word) => {
    if (target.includes(word)) return true;
    for (let at = 0; at + ALIKE <= word.length; at++) if (target.includes(word.slice(at, at + ALIKE))) return true;
    return false;
  });
}

/** Words of a line that loads something by its name. */
const LOADS =
  /\b(?:engine|backend|theme|parser|driver|plugins?|loader|dialect|module|package|extensions?|renderer|serializer|broker|transport|require|import_\w+|find_spec|load_\w+|entry_points?|INSTALLED_APPS|adapter|provider)\b/i;

/** The name stands in a string on a line that seems to load something. */
function isNamedWhereThingsAreLoaded({ name, context }: Case): string | undefined {
  const written = name.replaceAll('-', '[-_.]');
  const pattern = new RegExp(`["']${written}["']`, 'i');
  for (const { file, role } of context.sources.files) {
    if (role === 'foreign' || /(?:^|\/)setup\.py$/.test(file)) continue;
    const text = context.text(file);
    if (text === undefined || !pattern.test(text)) continue;
    const index = text.split('\n').findIndex((line) => pattern.test(line) && LOADS.test(line));
    if (index >= 0) return `Its name stands in a string in ${file}:${index + 1}, where it may be loaded by name.`;
  }
  return undefined;
}

/** What serves development is run and loaded in ways that no source shows, unless it is a library and nothing else. */
function isOnlyForDevelopment({ name, declarations, context }: Case): string | undefined {
  const groups = declarations.filter((each) => each.scope !== 'runtime' && each.scope !== 'build' && !each.constraint);
  if (groups.length !== declarations.length) return undefined;
  const development = groups.filter(isForDevelopment);
  if (development.length === 0) return undefined;
  if (!isPlainLibrary(name)) {
    return 'It serves development, and may be a program or a plugin that no source mentions; an environment would tell.';
  }
  const unseen = development.find((each) => !hasSourcesOf(each.group ?? '', context));
  return unseen && `The sources that ${unseen.group ?? 'its group'} is for are not here.`;
}

/** Words in names of extras that are for the project's own development. */
const DEVELOPMENT_EXTRA =
  /\b(?:dev|devel|develop|developers?|development|tooling|tests?|testing|docs?|documentation|lint|linting|typing|types?|mypy|ci|qa|bench\w*|examples?|release|build|format|style|check|coverage)\b/;

function isForDevelopment({ scope, group = '' }: Declaration): boolean {
  return scope === 'development' || DEVELOPMENT_EXTRA.test(group);
}

const GROUP_SOURCES: readonly (readonly [word: RegExp, files: RegExp])[] = [
  [/\btest|\bci\b|\bcov/, /(?:^|\/)(?:tests?|testing)\/|(?:^|\/)(?:test_[^/]*|[^/]*_test|conftest)\.py$/],
  [/\bdoc/, /(?:^|\/)docs?\/.*\.py$/],
  [/\bexample/, /(?:^|\/)examples?\/.*\.py$/],
  [/\bbench/, /(?:^|\/)(?:asv_)?bench\w*\/.*\.py$/],
  [/\bdev/, /(?:^|\/)(?:tests?|testing|scripts?|tools?)\/|(?:^|\/)(?:test_[^/]*|conftest)\.py$/],
];

function hasSourcesOf(group: string, { sources }: PythonContext): boolean {
  const wanted = GROUP_SOURCES.find(([word]) => word.test(group));
  return wanted !== undefined && sources.files.some(({ file }) => wanted[1].test(file));
}

/** Who asks for an extra may import what it brings himself. */
function isOnlyInExtra({ name, declarations, context }: Case): string | undefined {
  if (!declarations.every(({ scope }) => scope === 'optional')) return undefined;
  if (isPlainLibrary(name) || handTools.has(name)) return undefined;
  return context.sources.packaged
    ? 'It comes with an extra, for whoever asks for that, and may be loaded by name; an environment would tell.'
    : undefined;
}

/** Imported modules of own code that nobody is known to provide. */
export function strangersOf({ sources, providers, manifest }: PythonContext): string[] {
  const found = new Set<string>();
  const own = manifest.normalizedName?.replaceAll('-', '_');
  for (const source of sources.files) {
    if (source.role === 'foreign') continue;
    for (const { module, level } of source.imports) {
      const [top = ''] = module.split('.');
      if (level > 0 || top === '' || top === own || found.has(top)) continue;
      if (standardLibraryModules(14).has(top) || standardLibrarySpan(top) !== undefined) continue;
      if (providers.declaredFor(module).length > 0 || providers.candidatesFor(module).known) continue;
      if (!sources.isLocal(source.file, module)) found.add(top);
    }
  }
  return [...found].sort();
}
