// Generated from schema.json by `npm run schemas`. Do not edit.

/**
 * Builds the images of one Dockerfile through the engine's BuildKit and writes what came of it to image.json.
 */
export interface BuildOptions {
  /**
   * The Dockerfile; `{workspaceRoot}` and `{projectRoot}` are replaced, and a relative path starts at the workspace root. Without it: `{projectRoot}/Dockerfile`.
   */
  dockerfile?: string;
  /**
   * The folder that is the build context, written like `dockerfile`. Without it: what the target docker-context wrote, `{workspaceRoot}/dist/hone/{projectRoot}/docker-context`.
   */
  context?: string;
  /**
   * The stages to build, each an image of its own. Without any: the last one.
   */
  stages?: string[];
  /**
   * The image's name without a tag, with its registry where it has one: `ghcr.io/acme/{projectName}`. Tokens are those of `tags`. Without it: the project's name in the form that image names have.
   */
  image?: string;
  /**
   * Tags, or whole references with a tag. `{projectName}`, `{imageName}`, `{stage}`, `{version}` (of the project's manifest), `{sha}`, `{shortSha}` and `{branch}` (of git) are replaced. Without any: `latest`, and `{stage}` for each stage when several are built.
   */
  tags?: string[];
  /**
   * Values for ARG by name. An empty value stays empty; to take one from the environment, write `$NAME`.
   */
  buildArgs?: {
    [k: string]: string;
  };
  /**
   * Secrets for `RUN --mount=type=secret`: each has an id and comes from a variable of the environment or from a file (relative to the workspace root, or absolute).
   */
  secrets?: {
    id: string;
    env?: string;
    file?: string;
  }[];
  /**
   * Agents for `RUN --mount=type=ssh`: `default` for the agent of SSH_AUTH_SOCK, or `id=/path/to/socket`.
   */
  ssh?: string[];
  /**
   * Labels of the image; the tokens of `tags` are replaced in their values. A label whose value changes with each commit, such as `{sha}`, makes a new image each time.
   */
  labels?: {
    [k: string]: string;
  };
  /**
   * Platforms such as `linux/arm64`. Without any: the engine's own. More than one needs docker buildx.
   */
  platforms?: string[];
  /**
   * Images whose inline cache may be used, or caches in buildx's notation (`type=gha`), for which docker buildx is needed.
   */
  cacheFrom?: string[];
  /**
   * Where the cache is exported to, in buildx's notation: `type=registry,ref=…,mode=max`. Needs docker buildx.
   */
  cacheTo?: string[];
  /**
   * Whether the image carries what `cacheFrom` needs.
   */
  inlineCache?: boolean;
  /**
   * Whether every step runs, whatever the builder has in its cache.
   */
  noCache?: boolean;
  /**
   * Whether base images are looked up in their registry although the engine has them.
   */
  pull?: boolean;
  /**
   * The network of RUN steps.
   */
  network?: 'default' | 'host' | 'none';
  /**
   * Further hosts for RUN steps: `name:address`.
   */
  extraHosts?: string[];
  /**
   * The size of /dev/shm in RUN steps: `64m`, `1g` or bytes.
   */
  shmSize?: string;
  /**
   * Where the image goes: it stays in the engine (`engine`, which Nx does not cache), an OCI archive is written (`oci`), or it is pushed to its registry (`push`). Nx caches the last two.
   */
  output?: 'engine' | 'oci' | 'push';
  /**
   * A buildx builder, for a remote BuildKit: the name of one that is there, or how to make one: `{"driver": "remote", "endpoint": "tcp://buildkitd:1234"}`, `{"name": "cluster", "driver": "kubernetes", "driverOptions": {"namespace": "buildkit"}}`.
   */
  builder?:
    | string
    | {
        name?: string;
        driver?: 'remote' | 'kubernetes' | 'docker-container';
        endpoint?: string;
        driverOptions?: {
          [k: string]: string;
        };
        platforms?: string[];
        config?: string;
      };
  /**
   * How many images of a run are built at once.
   */
  parallel?: number;
  /**
   * The lowest level of finding that fails the task. A build that fails fails it in any case.
   */
  failOn?: 'error' | 'warning' | 'never';
  /**
   * Where the SARIF report goes; `{workspaceRoot}`, `{projectRoot}` and `{projectName}` are replaced. Without it: `{workspaceRoot}/dist/hone/{projectRoot}/<target>.sarif`.
   */
  reportPath?: string;
  /**
   * Where image.json goes, with the tokens of `reportPath`. Without it: `{workspaceRoot}/dist/hone/{projectRoot}/image.json`.
   */
  imagePath?: string;
  /**
   * Where the OCI archive goes, with the tokens of `reportPath` and `{stage}`. Without it: `{workspaceRoot}/dist/hone/{projectRoot}/image.oci.tar`, and `image.{stage}.oci.tar` when several stages are built.
   */
  archivePath?: string;
  /**
   * Set by the graph plugin: the version of this package, so that another one is another task to Nx.
   */
  tool?: string;
}
