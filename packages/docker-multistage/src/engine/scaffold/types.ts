import type { ProjectFolder } from '@hone/core/nx';

/** A Dockerfile that is to be written, before it is text. */
export interface DockerfilePlan {
  /** Before the first FROM: base images and versions, so that a mirror, a digest or a stand-in needs no edit. */
  args: readonly PlanArg[];
  /** In order; the last one is what a plain `docker build` gives. */
  stages: readonly StagePlan[];
  /** The lines of the .dockerignore, which counts for this Dockerfile alone. */
  ignore: readonly string[];
  /** The port that the production stage listens on. */
  port?: number;
  /** What the user should know: a development server in production, a stage that was left out and why. */
  notes?: readonly string[];
}

/** An ARG before the first FROM. */
export interface PlanArg {
  name: string;
  value: string;
  comment?: string;
  /** The value is an image: `pinDigests` adds its digest. */
  image?: boolean;
}

/** The stages that an image can have; a language may add further ones (`planner` for Rust) between them. */
export type StageName =
  | 'base'
  | 'dependencies'
  | 'dev-dependencies'
  | 'build'
  | 'development'
  | 'test'
  | 'worker'
  | 'scheduler'
  | 'production';

/** The stages that a user can ask for; the others come along where one of these needs them. */
export type WantedStage = Extract<StageName, 'production' | 'development' | 'test' | 'worker' | 'scheduler'>;

export interface StagePlan {
  name: StageName | (string & {});
  /** What follows FROM, without the name: `${PYTHON_IMAGE}`, `base`. */
  from: string;
  /** For `FROM --platform`. */
  platform?: string;
  /** Why it is there, in one sentence. */
  comment?: string;
  /** Whole instructions as text, with their continuation lines and comments. */
  body: readonly string[];
}

/** Whose Dockerfile is planned. */
export interface ScaffoldRequest {
  /** Absolute path. */
  workspaceRoot: string;
  project: ProjectFolder;
  /** The projects it depends on, directly or not, sorted by folder. */
  closure: readonly ProjectFolder[];
  /** Folders of projects that lie inside this one, relative to the workspace root. */
  nestedRoots: readonly string[];
}

export type Runtime = 'slim' | 'alpine' | 'distroless' | 'scratch';

/** What the user said of the image; checked already, see `readOptions`. */
export interface ScaffoldOptions {
  /** Default: all that fit the project. `production` is always there. */
  stages?: readonly WantedStage[];
  /** Default: what suits the language. */
  runtime?: Runtime;
  /** Default: what the code says. */
  port?: number;
  /** The words of the start command. Default: what the code says. */
  command?: readonly string[];
  /** `uid` or `uid:gid`, both numbers. Default: {@link DEFAULT_USER}, or the user that the image has for this. */
  user?: string;
  /** The path that answers while the service is well; `none` for no check. Default: what the code says. */
  healthcheck?: string;
  /** `linux/amd64` and the like; empty where only the builder's own is wanted. */
  platforms: readonly string[];
  /** Files and folders that the program reads when it runs: relative to the project's folder, sorted. */
  assets: readonly string[];
}

/** No user of any base image. */
export const DEFAULT_USER = '10001:10001';

/** A language that the generator knows. */
export interface Language {
  id: LanguageId;
  /** For messages: `Python`. */
  title: string;
  /** A manifest that tells: relative to the project's folder. The first that is there is named in messages. */
  manifests: readonly string[];
  /** Whether a manifest is one of a project: many hold nothing but settings of tools. Default: each is. */
  counts?(file: string, text: string): boolean;
  /**
   * Reads a project and plans its Dockerfile.
   *
   * @throws HoneError where no right Dockerfile can be written: it says why, and which option would help
   */
  plan(request: ScaffoldRequest, options: ScaffoldOptions): Promise<DockerfilePlan>;
}

export type LanguageId = 'python' | 'rust' | 'node';
