import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { parseJsonObject } from '@hone/core/npm';
import { findingOf } from '../report/finding-rules.js';
import type { Declaration, Evidence, MissingUse, ProjectFacts, ProjectRequest } from '../types.js';
import { packageImports, packageOf } from './imports.js';
import { type PackageManifest, binariesOf, parsePackageManifest } from './manifest.js';
import { type KnipIssue, runKnip } from './run-knip.js';

/**
 * Reads what a project's npm packages are judged by. What is unused, knip says; where it is used, a scan of the imports and
 * scripts. A project without a package.json, or with one that declares nothing (Nx's integrated style), is left out.
 */
export async function readJavaScriptFacts(request: ProjectRequest): Promise<ProjectFacts | undefined> {
  const { workspaceRoot, project, walker } = request;
  const file = path.posix.join(project.root, 'package.json');
  const text = readText(path.join(workspaceRoot, file));
  if (text === undefined) return undefined;
  const manifest = parsePackageManifest(text, file);
  if (manifest.problem) return unreadable(file, manifest.problem);
  if (manifest.declarations.length === 0) return undefined;
  const folder = knipFolder(request);
  const result = await runKnip(path.join(workspaceRoot, folder), walker);
  const issues =
    'issues' in result
      ? result.issues.map((issue) => ({ ...issue, file: path.posix.join(folder, issue.file) }))
      : undefined;
  const scanned = [...importsOf(request, manifest), ...commandsOf(request, manifest, file)];
  const unused = issues && new Set(issues.filter((issue) => issue.file === file).flatMap((issue) => issue.unused));
  return {
    ecosystem: 'javascript',
    declarations: manifest.declarations,
    evidence: [...scanned, ...(unused ? usedByKnip(manifest.declarations, unused, scanned) : [])],
    missing: issues ? missingOf(issues, request) : [],
    doubts:
      'problem' in result ? new Map([['*', `It was not looked at: ${result.problem}.`]]) : doubtsOf(request, manifest),
    unreadable: new Set(),
    diagnostics: [],
  };
}

/** Where knip runs: in the package manager's workspace, so that it knows all packages; else in the project. */
function knipFolder({ workspaceRoot, project }: ProjectRequest): string {
  if (project.root === '.' || existsSync(path.join(workspaceRoot, 'pnpm-workspace.yaml'))) return '.';
  const { value } = parseJsonObject(readText(path.join(workspaceRoot, 'package.json')) ?? '', 'package.json');
  return value['workspaces'] === undefined ? project.root : '.';
}

const SOURCES = ['.js', '.cjs', '.mjs', '.jsx', '.ts', '.cts', '.mts', '.tsx', '.vue', '.svelte', '.astro', '.mdx'];

/** Files that are used in development alone, by their names. */
const DEVELOPMENT =
  /(?:^|\/)(?:tests?|__tests__|__mocks__|specs?|e2e|fixtures?|examples?|docs?|scripts?|bench(?:marks?)?|\.storybook)\/|\.(?:test|spec|stories|bench|cy)\.[cm]?[jt]sx?$|(?:^|\/)[\w.-]*\.config\.[cm]?[jt]s$|(?:^|\/)(?:gulpfile|gruntfile|karma\.conf)\.[cm]?js$/i;

function importsOf(
  { workspaceRoot, project, nestedRoots, options, walker }: ProjectRequest,
  manifest: PackageManifest,
): Evidence[] {
  const declared = new Map(manifest.declarations.map(({ name, scope }) => [name, scope]));
  const files = walker.listFiles(project.root, {
    extensions: SOURCES,
    // What the root declares serves the projects inside it too (Nx's integrated style).
    nestedRoots: project.root === '.' ? [] : nestedRoots,
    exclude: ['/dist', '/build', ...(options.exclude ?? [])],
  });
  return files.flatMap((file) => {
    const inside = path.posix.relative(project.root, file);
    const seen = new Set<string>();
    return packageImports(readText(path.join(workspaceRoot, file)) ?? '').flatMap(
      ({ name, line, typeOnly }): Evidence[] => {
        if (!declared.has(name) || seen.has(name)) return [];
        seen.add(name);
        const place = DEVELOPMENT.test(inside) ? 'development' : typeOnly ? 'type-checking' : 'runtime';
        // What is never published moves nothing: bundlers take what they need from any table.
        const scope = manifest.isPrivate ? scopeOf(declared.get(name)) : place;
        return [{ kind: 'import', name, scope, detail: `import of ${name}`, file, line }];
      },
    );
  });
}

/** Scripts that run a package's program, by its name or by the names in its installed manifest. */
function commandsOf(request: ProjectRequest, { scripts, declarations }: PackageManifest, file: string): Evidence[] {
  return declarations.flatMap(({ name, scope, line }): Evidence[] => {
    const programs = new Set([name, name.replace(/^@[^/]*\//, ''), ...(programsOf(request, name) ?? [])]);
    const script = Object.entries(scripts).find(([, command]) => wordsOf(command).some((word) => programs.has(word)));
    if (!script) return [];
    const detail = `the script ${script[0]} names it`;
    return [{ kind: 'command', name, scope: scopeOf(scope), detail, file, ...(line !== undefined && { line }) }];
  });
}

function wordsOf(command: string): string[] {
  return command.split(/[\s;&|()'"=]+/).filter(Boolean);
}

/** What knip finds a use of, in a settings file or by a plugin of its own, and the scan does not. */
function usedByKnip(
  declarations: readonly Declaration[],
  unused: ReadonlySet<string>,
  scanned: readonly Evidence[],
): Evidence[] {
  const seen = new Set(scanned.map(({ name }) => name));
  return declarations
    .filter(({ name }) => !unused.has(name) && !seen.has(name))
    .map(({ name, scope, file, line }) => ({
      kind: 'setting',
      name,
      scope: scopeOf(scope),
      detail: 'knip finds it used (a setting, a plugin or a peer)',
      file,
      ...(line !== undefined && { line }),
    }));
}

function scopeOf(scope: Declaration['scope'] | undefined): Evidence['scope'] {
  return scope === 'development' ? 'development' : 'runtime';
}

/** Why knip's word is not enough to take a dependency away. */
function doubtsOf(request: ProjectRequest, { declarations }: PackageManifest): Map<string, string> {
  const settings = settingsOf(request);
  return new Map(
    declarations.flatMap(({ name, scope }) => {
      const programs = programsOf(request, name);
      const setting = settings.find(({ text }) => new RegExp(`["'\`]${escape(name)}(?:/[^"'\`]*)?["'\`]`).test(text));
      const reason =
        programs === undefined
          ? `${name} is not installed, so that its programs and peers can not be seen: install the packages`
          : setting
            ? `${setting.file} names it, and knip does not know what for`
            : scope === 'development' && programs.length > 0
              ? `It brings the program ${programs[0]}, which people may run by hand`
              : undefined;
      return reason === undefined ? [] : [[name, `${reason}.`] as const];
    }),
  );
}

/** Settings, which may name packages in strings: all at the top of the project, and by their names those below. */
function settingsOf({ workspaceRoot, project, nestedRoots, walker }: ProjectRequest): { file: string; text: string }[] {
  const isTop = (file: string): boolean => path.posix.dirname(file) === project.root;
  return walker
    .listFiles(project.root, { extensions: SETTINGS, nestedRoots: project.root === '.' ? [] : nestedRoots })
    .filter((file) => isTop(file) || /(?:config|rc|project|preset)\b[^/]*$/.test(path.posix.basename(file)))
    .filter((file) => !/(?:^|\/)(?:package(?:-lock)?\.json|pnpm-lock\.yaml)$/.test(file))
    .map((file) => ({ file, text: readText(path.join(workspaceRoot, file)) ?? '' }));
}

const SETTINGS = ['.json', '.jsonc', '.json5', '.yml', '.yaml', '.toml', '.js', '.cjs', '.mjs', '.ts', 'rc'];

/** The programs of an installed package, from the project's folder upwards; `undefined` when it is not installed. */
function programsOf({ workspaceRoot, project }: ProjectRequest, name: string): string[] | undefined {
  for (let folder = project.root; ; folder = path.posix.dirname(folder)) {
    const file = path.join(workspaceRoot, folder, 'node_modules', name, 'package.json');
    const text = readText(file);
    if (text !== undefined) return binariesOf(text, name);
    if (folder === '.') return undefined;
  }
}

function missingOf(issues: readonly KnipIssue[], { project, nestedRoots }: ProjectRequest): MissingUse[] {
  const isOwn = (file: string): boolean =>
    isBelow(file, project.root) && !nestedRoots.some((root) => isBelow(file, root));
  return issues
    .filter(({ file }) => isOwn(file))
    .flatMap(({ file, unlisted }) =>
      unlisted.flatMap(({ name, line }): MissingUse[] => {
        const found = packageOf(name);
        if (found === undefined) return [];
        const scope = DEVELOPMENT.test(path.posix.relative(project.root, file)) ? 'development' : 'runtime';
        return [
          {
            ecosystem: 'javascript',
            candidates: [found],
            module: name,
            scope,
            optional: false,
            file,
            ...(line !== undefined && { line }),
          },
        ];
      }),
    );
}

function isBelow(file: string, root: string): boolean {
  return root === '.' || file.startsWith(`${root}/`);
}

function escape(text: string): string {
  return text.replaceAll(/[.*+?^${}()|[\]\\/]/g, '\\$&');
}

function unreadable(file: string, { line, message }: { line?: number; message: string }): ProjectFacts {
  const hint = 'Nothing in this file is edited until it can be read.';
  const diagnostic = findingOf('manifest-unreadable', { message, hint }, { file, line });
  return {
    ecosystem: 'javascript',
    declarations: [],
    evidence: [],
    missing: [],
    doubts: new Map(),
    unreadable: new Set([file]),
    diagnostics: [diagnostic],
  };
}

function readText(file: string): string | undefined {
  try {
    return readFileSync(file, 'utf8');
  } catch {
    return undefined;
  }
}
