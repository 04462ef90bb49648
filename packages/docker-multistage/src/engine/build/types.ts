import type { Diagnostic } from '@hone/core/diagnostics';
import type Docker from 'dockerode';

/** One image that is to be built, one stage of one Dockerfile, with every option worked out. */
export interface ImageRequest {
  /** Nx's task id. */
  task: string;
  project: string;
  /** The project's folder relative to the workspace root. */
  root: string;
  /** Relative to the workspace root, with forward slashes. */
  dockerfile: string;
  /** The folder that is the build context, relative to the workspace root; `.` for the root itself. */
  context: string;
  /** The name or number of the stage; `undefined` for the last one. */
  stage: string | undefined;
  /** What to call the stage in file names and reports: its name, `stage0` without one. Unique among the images of a task. */
  stageLabel: string;
  /** The image's name without a tag, registry and all. */
  name: string;
  /** Whole references, `name:tag`, in the order of the options and without repeats; at least one. */
  tags: string[];
  buildArgs: Record<string, string>;
  labels: Record<string, string>;
  secrets: readonly SecretSource[];
  ssh: readonly SshSource[];
  /** `linux/arm64`; empty for the engine's own. */
  platforms: readonly string[];
  /** In buildx's notation: `type=registry,ref=…`; a bare reference is a registry's. */
  cacheFrom: readonly string[];
  cacheTo: readonly string[];
  inlineCache: boolean;
  noCache: boolean;
  pull: boolean;
  network: 'default' | 'host' | 'none' | undefined;
  /** `name:address` */
  extraHosts: readonly string[];
  /** Bytes. */
  shmSize: number | undefined;
  output: 'engine' | 'oci' | 'push';
  /** Where the archive goes, relative to the workspace root; set when `output` is `oci`. */
  archive: string | undefined;
  /** A buildx builder. */
  builder: BuilderSource | undefined;
}

/** The name of a buildx builder that is there, or how to make one. */
export type BuilderSource =
  | string
  | {
      /** Without it, one that follows from the rest. */
      name?: string;
      /** Without it, a builder of that name must be there. */
      driver?: 'remote' | 'kubernetes' | 'docker-container';
      /** `tcp://buildkitd:1234`, or the name of a docker or kubernetes context. */
      endpoint?: string;
      /** `{"namespace": "buildkit", "replicas": "4"}` */
      driverOptions?: Record<string, string>;
      platforms?: string[];
      /** A buildkitd.toml, relative to the workspace root. */
      config?: string;
    };

/** Where a secret comes from. Its value is read when a step of the build asks for it, and is in no result. */
export type SecretSource = { id: string; env: string } | { id: string; file: string };

/** An agent (its socket) or key files that a build may use; without paths, the agent of `SSH_AUTH_SOCK`. */
export interface SshSource {
  id: string;
  /** Absolute paths. */
  paths: readonly string[];
}

/** What `image.json` holds. */
export interface ImageFile {
  schema: 1;
  project: string;
  /** In the order of the stages asked for. */
  images: ImageResult[];
}

/** One image that was built. */
export interface ImageResult {
  stage: string;
  /** Without a tag. */
  name: string;
  /** Whole references. */
  tags: string[];
  /** `sha256:…` of the image's configuration, the id that the engine knows it by. */
  id: string;
  /** `sha256:…` of the manifest (or index) in the archive or the registry. */
  digest?: string;
  /** Bytes of all layers, unpacked. */
  size: number;
  /** From the lowest up. */
  layers: ImageLayer[];
  /** In the order in which the builder named them. */
  steps: BuildStep[];
  /** How long the build took. */
  seconds: number;
  /** One for each platform, where the image is for several: then `digest` is that of the index, and `id` the first one's. */
  platforms?: ImagePlatform[];
  /** Of the OCI archive, relative to the workspace root. */
  archive?: string;
  /** The references that were pushed, each with its digest: `registry/name:tag@sha256:…`. */
  pushed?: string[];
}

/** An image of several platforms on one of them. */
export interface ImagePlatform {
  /** `linux/arm64` */
  platform: string;
  /** `sha256:…` of the configuration. */
  id: string;
  /** `sha256:…` of the manifest. */
  digest: string;
}

/** A layer of an image that has content. */
export interface ImageLayer {
  /** The diff id: `sha256:…` of the unpacked tar. */
  digest: string;
  /** Bytes, unpacked. */
  size: number;
  /** The instruction that made it. */
  createdBy: string;
}

/** One step of a build. */
export interface BuildStep {
  /** `[production 2/5] RUN …`, as BuildKit names it. */
  name: string;
  cached: boolean;
  /** 0 when it was cached. */
  seconds: number;
}

/** What surrounds the images of one run. */
export interface BuildRun {
  /** Absolute path. */
  workspaceRoot: string;
  signal: AbortSignal;
  /** Gets each line of progress of an image as it comes, without its end; secrets are masked before. */
  onLine: (request: ImageRequest, line: string) => void;
}

/** How the build of one image ended. */
export type ImageEnd =
  | { kind: 'built'; image: ImageResult }
  /** At least one diagnostic of level `error`. */
  | { kind: 'failed'; diagnostics: Diagnostic[] };

/**
 * What is done with an image that the engine has built: it is written to an archive, or pushed.
 *
 * @param image as it is in the engine; `id` names it there
 * @returns what the result gains
 * @throws HoneError with what went wrong and what to do
 */
export type ImageOutput = (
  docker: Docker,
  image: ImageResult,
  request: ImageRequest,
  run: BuildRun,
) => Promise<Pick<ImageResult, 'digest' | 'archive' | 'pushed'>>;

/**
 * Builds images by other means than the engine's API: with `docker buildx bake` where one of several platforms, an
 * exported cache or a remote builder is asked for.
 *
 * @param requests those of one run, whatever their tasks
 * @returns one end a request, in their order; never throws
 */
export type ImageBuilder = (requests: readonly ImageRequest[], run: BuildRun) => Promise<ImageEnd[]>;
