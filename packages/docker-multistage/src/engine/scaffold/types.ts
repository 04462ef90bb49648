/** A Dockerfile that is to be written, before it is text. */
export interface DockerfilePlan {
  /** Before the first FROM: base images and versions, so that a mirror, a digest or a stand-in needs no edit. */
  args: readonly { name: string; value: string; comment?: string }[];
  stages: readonly StagePlan[];
  /** The lines of the .dockerignore, which counts for this Dockerfile alone. */
  ignore: readonly string[];
  /** The port that the production stage listens on. */
  port?: number;
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
