import type { Diagnostic, TextEdit } from '@hone/core/diagnostics';
import type { Walker } from '@hone/core/files';
import type { EngineContext, EngineTask, ProjectFolder } from '@hone/core/nx';
import type { PruneOptions } from '../executors/prune/schema.js';

/** The languages whose manifests are judged. */
export type EcosystemId = 'python' | 'rust' | 'javascript';

/** When a dependency is there: with the program, in development, while it is built, or only if it is asked for. */
export type Scope = 'runtime' | 'development' | 'build' | 'optional';

/** One declaration of one dependency in one manifest. The same name can be declared several times. */
export interface Declaration {
  ecosystem: EcosystemId;
  /** The name as its ecosystem compares it: PEP 503, a crate's package name, an npm name. */
  name: string;
  /**
   * Judged apart from other declarations of the name: a crate's build script is a program of its own, and an entry of
   * `[workspace.dependencies]` is used by nobody but the members that inherit it.
   */
  part?: 'build script' | 'build system' | 'workspace';
  /** As it stands in the manifest: `Flask-SQLAlchemy[async]>=3`. */
  written: string;
  scope: Scope;
  /** The group, extra, feature or target table that it stands in, as messages call it: `extra redis`, `[dev-dependencies]`. */
  group?: string;
  /** It bounds a version and installs nothing (`-c`, `constraint-dependencies`). */
  constraint?: boolean;
  /** The manifest, relative to the workspace root. */
  file: string;
  /** 1-based. */
  line?: number;
  /** Extras or features that it asks for. */
  extras: readonly string[];
  /** It only counts in some environments: a PEP 508 marker, or a `cfg(…)`. */
  condition?: string;
  /** A project of this workspace. */
  local?: boolean;
}

/** What shows that a dependency is used. Each kind has a page of its own in the documentation. */
export type EvidenceKind =
  /** `import x`, `use x::…`, `require('x')`. */
  | 'import'
  /** A literal `importlib.import_module('x')`, a path in a string that a framework imports. */
  | 'dynamic-import'
  /** An entry point of this project names it. */
  | 'entry-point'
  /** Loaded by name through another package: pytest plugins, SQLAlchemy dialects, pandas engines. */
  | 'plugin'
  /** Named by a settings file: INSTALLED_APPS, logging, `[tool.…]`, babel presets. */
  | 'setting'
  /** A command runs its program: Dockerfile, compose, Procfile, Makefile, workflow, target. */
  | 'command'
  /** Type stubs of something used. */
  | 'stubs'
  /** The build needs it: build scripts, `[build-system]`, `-sys` crates linked for effect, derive macros' run-time crates. */
  | 'build'
  /** A feature or an extra of this project, or of another declaration, refers to it. */
  | 'feature'
  /** A comment or marker beside it says that it has to stay. */
  | 'comment'
  /** The option `keep` names it. */
  | 'option'
  /** A target failed without it. */
  | 'proof';

/** One piece of evidence: where a dependency is used. */
export interface Evidence {
  kind: EvidenceKind;
  /** The declared name that it speaks for. */
  name: string;
  /** The part of its declarations, where those are judged apart. */
  part?: Declaration['part'];
  /** When that use happens; decides `dev-only`. `type-checking` counts as development where stubs suffice. */
  scope: 'runtime' | 'development' | 'build' | 'type-checking';
  /** The use may never happen: an import that the code can do without, a name in a string. Such a use moves nothing. */
  conditional?: true;
  /** What was seen, in a few words: `import yaml`, `CMD gunicorn`. */
  detail: string;
  /** The package that uses it: this speaks for nothing where that one is not used itself. */
  host?: string;
  /** The optional feature of another package through which it is used: `pandas[excel]`. */
  extraOf?: { name: string; extra: string };
  /** Relative to the workspace root. */
  file: string;
  /** 1-based. */
  line?: number;
}

/** Something imported that no declaration provides. */
export interface MissingUse {
  ecosystem: EcosystemId;
  /** The distribution, crate or package to declare; the likeliest first. */
  candidates: readonly string[];
  module: string;
  scope: Evidence['scope'];
  /** It may be absent: inside `try`/`except ImportError`, behind a `cfg`. */
  optional: boolean;
  file: string;
  line?: number;
}

/** A resolved package with the packages it brings, from a lock, an environment or index metadata. */
export interface ResolvedPackage {
  name: string;
  version?: string;
  /** Names of what it requires without any extra. */
  requires: readonly string[];
  /** Names of what each of its extras or features requires. */
  extras: Readonly<Record<string, readonly string[]>>;
}

/** How a project's packages hang together; absent when nothing says it. */
export interface Resolution {
  /** What it was read from, as messages call it: `uv.lock`, `.venv`. */
  source: string;
  packages: ReadonlyMap<string, ResolvedPackage>;
}

/** Everything known of one project in one ecosystem: what is judged, and what it is judged by. */
export interface ProjectFacts {
  ecosystem: EcosystemId;
  declarations: readonly Declaration[];
  evidence: readonly Evidence[];
  missing: readonly MissingUse[];
  resolution?: Resolution;
  /**
   * Why nothing can be said for sure of some declarations: `unknown` in place of `unused`. By declared name; `*` for all
   * of a file that could not be read or of dynamic code that could import anything.
   */
  doubts: ReadonlyMap<string, string>;
  /** The manifest is a frozen list: every package that is installed, not what the project asks for. */
  frozen?: ReadonlySet<string>;
  /** Manifests that were not fully understood: they are reported, and never edited. */
  unreadable: ReadonlySet<string>;
  diagnostics: readonly Diagnostic[];
}

/** What becomes of a dependency. */
export type VerdictKind =
  | 'used'
  | 'unused'
  /** Declared for the program, used in development alone. */
  | 'dev-only'
  /** Declared for development, used by the program. */
  | 'runtime'
  /** Pinned though something else brings it. */
  | 'transitive'
  /** Used only through another package's optional feature, which could bring it. */
  | 'convert-to-extra'
  | 'keep'
  | 'missing'
  | 'unknown';

/** The judgement of one dependency: one for each name and ecosystem of a project, over all its declarations. */
export interface Verdict {
  ecosystem: EcosystemId;
  name: string;
  kind: VerdictKind;
  /** One sentence that says why. */
  reason: string;
  declarations: readonly Declaration[];
  /** Sorted by file, then line. */
  evidence: readonly Evidence[];
  /** For `transitive`: from a dependency that stays to this one. */
  chain?: readonly string[];
  /** For `convert-to-extra`: `pandas[excel]`. For `missing`: what to declare. */
  suggestion?: string;
}

/** A project to be judged. */
export interface ProjectRequest {
  /** Absolute path. */
  workspaceRoot: string;
  project: ProjectFolder;
  /** Folders of the projects inside it: their files are not its own. */
  nestedRoots: readonly string[];
  /** Projects of the workspace that it depends on. */
  closure: readonly ProjectFolder[];
  options: PruneOptions;
  /** Lists files of the workspace; one for all tasks of a run. */
  walker: Walker;
}

/** A language: reads the facts of a project, and knows how to edit its manifests. */
export interface Ecosystem {
  id: EcosystemId;
  /** Reads what is known of a project; `undefined` when it has no manifest of this language. */
  read(request: ProjectRequest): Promise<ProjectFacts | undefined>;
  /**
   * The edits that carry these verdicts out, all together: removes `unused` and `transitive`, with `split` moves `dev-only`
   * and `runtime`. Pure: manifests come as text by file, and edits for fewer verdicts are another call. A verdict on a
   * declaration whose place is not understood for sure gets no edit.
   */
  planEdits(
    verdicts: readonly Verdict[],
    manifests: ReadonlyMap<string, string>,
    options: Pick<PruneOptions, 'split'>,
  ): TextEdit[];
}

/** The verdicts of one language on a project. */
export interface JudgedPart {
  ecosystem: Ecosystem;
  facts: ProjectFacts;
  verdicts: readonly Verdict[];
}

/** A project whose dependencies were judged: all that reports, removal and proof need. */
export interface JudgedProject {
  request: ProjectRequest;
  parts: readonly JudgedPart[];
  verdicts: readonly Verdict[];
  /** What kept something from being read. */
  diagnostics: readonly Diagnostic[];
  /** The texts of the manifests that can be edited, by file. */
  manifests: ReadonlyMap<string, string>;
}

/** What the tasks of one run share. */
export interface PruneRun {
  context: EngineContext;
  /** The project of a task, judged by what its files hold now. */
  judge(task: EngineTask<PruneOptions>): Promise<JudgedProject>;
}
