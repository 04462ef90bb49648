import type { ts } from '@ts-morph/common';
import { createDependencyProgram } from './dependency-program.js';
import type { FileView } from './file-view.js';
import type { Config, ConfigFinder } from './find-config.js';
import type { TypeScript } from './load.js';

/** The language service of one configuration, used again in every pass. */
export interface Service {
  service: ts.LanguageService;
  /** Takes what a pass found: the configuration as it is now, and files that it does not name. */
  update(config: Config, finder: ConfigFinder, extra: readonly string[], pass: number): void;
  /** A module name, as a file imports it. */
  resolve(name: string, from: string): string | undefined;
  /** Asks with the exports of what is near and no file of the program imports: see `dependency-program.ts`. */
  withDependencies<T>(ask: () => T): T;
  /** For how long one question may take. */
  setDeadline(ms: number): void;
  /** Programs in which an imported module may be. */
  programs(): readonly ts.Program[];
  dispose(): void;
}

/** What the service asks for, and its published type does not tell of. */
interface Host extends ts.LanguageServiceHost {
  useSourceOfProjectReferenceRedirect(): boolean;
  getPackageJsonAutoImportProvider(): ts.Program | undefined;
}

/**
 * @param registry shared by all services of a workspace, so that each file is parsed once for equal options
 */
export function createService(ts: TypeScript, view: FileView, registry: ts.DocumentRegistry, first: Config): Service {
  let config = first;
  let finder: ConfigFinder | undefined;
  let roots: string[] = [...first.files];
  let pass = 0;
  let deadline = Number.POSITIVE_INFINITY;
  let asksDependencies = false;
  let dependencies: { pass: number; program: ts.Program | undefined } | undefined;

  const dependencyProgram = (): ts.Program | undefined => {
    if (dependencies?.pass !== pass) {
      dependencies = {
        pass,
        program: createDependencyProgram(
          ts,
          view,
          config,
          finder?.beside(config) ?? [],
          service.getProgram(),
          dependencies?.program,
        ),
      };
    }
    return dependencies.program;
  };

  const host: Host = {
    getCompilationSettings: () => config.options,
    getProjectVersion: () => String(pass),
    getScriptFileNames: () => roots,
    getScriptVersion: view.version,
    getScriptSnapshot: (file) => {
      const text = view.read(file);
      return text === undefined ? undefined : ts.ScriptSnapshot.fromString(text);
    },
    getProjectReferences: () => config.references,
    // Sources of the projects that it refers to, instead of their output, which a failed build has not made.
    useSourceOfProjectReferenceRedirect: () => true,
    getParsedCommandLine: (name) => finder?.open(name)?.parsed,
    getPackageJsonAutoImportProvider: () => (asksDependencies ? dependencyProgram() : undefined),
    getCurrentDirectory: () => view.root,
    getDefaultLibFileName: (options) => ts.getDefaultLibFilePath(options),
    useCaseSensitiveFileNames: () => ts.sys.useCaseSensitiveFileNames,
    readFile: view.read,
    fileExists: view.exists,
    directoryExists: view.directoryExists,
    getDirectories: view.directories,
    readDirectory: (folder, endings, exclude, include, depth) => view.match(folder, endings, exclude, include, depth),
    realpath: view.realpath,
    getCancellationToken: () => ({ isCancellationRequested: () => Date.now() > deadline }),
  };
  const service = ts.createLanguageService(host, registry);

  return {
    service,
    update: (next, nextFinder, extra, nextPass) => {
      config = next;
      finder = nextFinder;
      roots = [...new Set([...next.files, ...extra])];
      pass = nextPass;
    },
    resolve: (name, from) => ts.resolveModuleName(name, from, config.options, host).resolvedModule?.resolvedFileName,
    withDependencies: (ask) => {
      asksDependencies = true;
      try {
        return ask();
      } finally {
        asksDependencies = false;
      }
    },
    setDeadline: (ms) => {
      deadline = Date.now() + ms;
    },
    programs: () => [service.getProgram(), dependencies?.program].filter((program) => program !== undefined),
    dispose: () => service.dispose(),
  };
}
