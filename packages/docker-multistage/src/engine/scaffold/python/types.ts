import type { ProjectFolder } from '@hone/core/nx';

/** All that a Python project's Dockerfile follows from. Paths are relative to the workspace root. */
export interface PythonFacts {
  project: ProjectFolder;
  /** Folders whose sources go into the image, sorted; the project's own is among them. */
  roots: readonly string[];
  /** The distribution's name as written. */
  distribution?: string;
  description?: string;
  license?: string;
  /** Where its sources are, as the manifest has it. */
  repository?: string;
  version?: string;
  /** The minor version: `3.11`. */
  python: string;
  installer: Installer;
  /** The project is built into a distribution and installed; otherwise its sources are copied. */
  packaged: boolean;
  /** Folders for `sys.path` of a project that is not installed. */
  sourceRoots: readonly string[];
  /**
   * Names of all distributions that are installed for production, normalised, with `fastapi[standard]` for an extra;
   * without a lock, the direct ones.
   */
  installed: ReadonlySet<string>;
  /** Pytest is among the dependencies of some kind. */
  hasPytest: boolean;
  /** The manifests need git to be installed. */
  needsGit: boolean;
  /** An index other than PyPI is named, so credentials may be wanted. */
  privateIndex: boolean;
  /** Folders of tests that are there. */
  testFolders: readonly string[];
  code: CodeFacts;
}

/** What installs the dependencies. */
export type Installer =
  | {
      kind: 'uv';
      /** Folder of the uv workspace, or of the project. */
      root: string;
      /** Manifests that uv reads besides the lock. */
      manifests: readonly string[];
      /** Where the project is a member of a workspace. */
      package?: string;
      /** The tests' dependencies: a flag each, such as `--group=test`. */
      testFlags: readonly string[] | undefined;
    }
  | {
      kind: 'poetry';
      root: string;
      version: string;
      /** Local packages that are installed beside the project. */
      paths: readonly string[];
    }
  | {
      kind: 'requirements';
      /** Files that are installed, then those that they include or that bound them. */
      files: readonly string[];
      included: readonly string[];
      development: readonly string[];
      /** Local packages that the files name. */
      paths: readonly string[];
    }
  | {
      /** No lock: what the manifest says. */
      kind: 'manifest';
      manifest: string;
      requirements: readonly string[];
      development: readonly string[];
    };

/** What the sources say. */
export interface CodeFacts {
  apps: readonly AppObject[];
  servers: readonly ServerCall[];
  scripts: readonly Script[];
  settings: readonly Setting[];
  workers: readonly WorkerObject[];
  /** `manage.py` and the modules that it names. */
  django?: {
    manage: string;
    settings: string;
    wsgi?: string;
    asgi?: string;
    collectsStatic: boolean;
    required: string[];
  };
  /** A route that tells whether the service is well. */
  healthPath?: string;
}

/** A web application that a server can be given. */
export interface AppObject {
  file: string;
  module: string;
  /** The variable, or the function that makes it. */
  name: string;
  factory: boolean;
  framework: string;
  interface: 'asgi' | 'wsgi';
}

/** A call that serves: `uvicorn.run(…)`, `app.run(…)`. */
export interface ServerCall {
  file: string;
  /** `uvicorn`, `flask` and the like. */
  server: string;
  port?: Reading<number>;
  /** Absent: the server's default, which is the loopback address. */
  host?: Reading<string>;
  /** The server is not meant for production. */
  development: boolean;
}

/** A value that the code takes: a literal, or what an environment variable says. */
export interface Reading<T> {
  value?: T;
  variable?: string;
}

/** A field of a settings class, or a variable that is read from the environment. */
export interface Setting {
  name: string;
  variable: string;
  value?: string;
}

/** A way to start the project. */
export type Script =
  | { kind: 'script'; name: string; module: string; file?: string }
  /** `python -m package`. */
  | { kind: 'module'; module: string; file: string }
  | { kind: 'file'; module: string; file: string };

export interface WorkerObject {
  tool: string;
  file: string;
  module: string;
  name: string;
  /** Something is scheduled in the code. */
  schedules: boolean;
}
