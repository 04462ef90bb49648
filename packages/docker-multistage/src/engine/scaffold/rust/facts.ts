import type { Identity } from '../labels.js';

/** A program of a crate. */
export interface Program {
  /** The name of its binary. */
  name: string;
  /** Features without which cargo does not build it. */
  features: readonly string[];
}

/** What of a crate and its Cargo workspace decides what its Dockerfile looks like. Paths are relative to the workspace root. */
export interface RustFacts {
  /** The package's name. */
  crate: string;
  identity: Identity;
  /** The crate's folder. */
  root: string;
  /** The folder of its Cargo workspace, where cargo runs. */
  cargoRoot: string;
  /** What the production image runs. */
  main: Program;
  /** Other programs of the crate: each gets a stage of its own. */
  others: readonly Program[];
  /** What is compiled into the programs: folders of crates, and files and folders from outside of them. Sorted. */
  sources: readonly string[];
  /** What tests are compiled from besides. Sorted. */
  testSources: readonly string[];
  /** Patterns for what cargo wants to see of the other members of its workspace. */
  otherMembers: readonly string[];
  /** Cargo's configuration, where there is one in the Cargo workspace's folder. */
  config?: string;
  /** Registries besides crates.io that the lock names: fetching from them may take a token. */
  hasPrivateRegistry: boolean;
  /** Repositories that the lock fetches by ssh. */
  hasSshSource: boolean;
  /** What to install for build scripts. */
  needs: BuildNeeds;
  /** `1.88`, `nightly`; undefined where nothing names a toolchain. */
  channel?: string;
  /** The folder of sqlx's offline data, where there is one. */
  sqlxData?: string;
  service: ServiceFacts;
}

/** What build scripts need of the system. */
export interface BuildNeeds {
  /** Debian packages with tools, sorted. */
  tools: readonly string[];
  /** Libraries that the program is linked to, sorted by name. */
  libraries: readonly LibraryNeed[];
  /** Something compiles C or C++. */
  compilesC: boolean;
}

/** A system library that a program is linked to. */
export interface LibraryNeed {
  /** What pkg-config calls it. */
  name: string;
  /** The crate that asks for it. */
  crate: string;
  /** Debian's package to build with. */
  build: string;
  /** Debian's package to run with. */
  runtime: string;
  /** Distroless `cc` images have it. */
  inDistroless: boolean;
}

/** What the sources say of the service. */
export interface ServiceFacts {
  kind: 'grpc' | 'http' | 'program';
  port?: number;
  /** Variables that set where it listens and whose default is this machine alone, with the value that opens it. */
  listen: readonly { variable: string; value: string }[];
  /** It listens on this machine alone, and nothing can change that. */
  loopbackOnly: boolean;
  /** The path that answers while it is well. */
  healthPath?: string;
  /** The argument with which the program asks itself whether it is well: `--health`. */
  healthArgument?: string;
  /** It ends in order on SIGINT but not on SIGTERM. */
  endsOnInterruptOnly: boolean;
  /** Files that it opens by a name that is not absolute: relative to the crate, sorted. */
  opens: readonly string[];
}
