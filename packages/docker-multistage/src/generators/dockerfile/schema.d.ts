// Generated from schema.json by `npm run schemas`. Do not edit.

/**
 * Writes the multi-stage Dockerfile of a project, and its .dockerignore.
 */
export interface DockerfileOptions {
  /**
   * The project.
   */
  project: string;
  /**
   * The project's language. `auto`: what its manifests say.
   */
  language?: 'auto' | 'python' | 'rust' | 'node';
  /**
   * The stages of the image; those that they build on come along, and `production` is always there. Default: all that fit the project.
   */
  stages?: ('production' | 'development' | 'test' | 'worker' | 'scheduler')[];
  /**
   * What the production image stands on: `slim` (Debian), `alpine`, `distroless`, or `scratch` (static binaries). Default: `slim`; for Rust `distroless`.
   */
  runtime?: 'slim' | 'alpine' | 'distroless' | 'scratch';
  /**
   * The port that the service listens on. Default: what its code says, else the framework's usual one.
   */
  port?: number;
  /**
   * The start command, as words separated by spaces (quotes count as in a shell), or as a list of words. It runs without a shell. Default: what dependencies, entry points and code say.
   */
  command?: string | string[];
  /**
   * The path that answers while the service is well, such as `/health`; `none` for no health check. Default: what the code says, else whether the port is open.
   */
  healthcheck?: string;
  /**
   * Who the container runs as: `uid` or `uid:gid`, as numbers. Default: `10001:10001`; for Node the user that its image has for this, `1000:1000`.
   */
  user?: string;
  /**
   * Files and folders that the program reads when it runs, relative to the project's folder: they are copied to the same places below the folder that it runs in. Needed where production has no sources of the project.
   */
  assets?: string[];
  /**
   * Pins the base images by digest. The engine asks their registries for it; a digest that is there already stays.
   */
  pinDigests?: boolean;
  /**
   * A Dockerfile frontend for the first line, such as `docker/dockerfile:1`: the engine pulls it before each build. Default: none, the engine's own.
   */
  syntax?: string;
  /**
   * The platforms that the image is for, such as `linux/amd64`; they become an option of the build target.
   */
  platforms?: string[];
  /**
   * The file's name in the project's folder: `Dockerfile`, or `Dockerfile.prod` for a further image.
   */
  dockerfile?: string;
  /**
   * Overwrites a Dockerfile that this generator did not write, and parts of its own that were edited by hand.
   */
  force?: boolean;
}
