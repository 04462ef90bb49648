/** What compose has to know of one stage of a Dockerfile. */
export interface StageFacts {
  name: string;
  /** The first port that it exposes. */
  port?: number;
  /** The image asks itself whether it is well. */
  hasHealthCheck: boolean;
  /** What is copied from the workspace, with the absolute place in the image; whole folders and files, no globs. */
  copies: readonly { source: string; target: string }[];
  /** The first word of the start command. */
  program?: string;
}

/** One Dockerfile, as compose sees it. */
export interface ImageFacts {
  project: string;
  /** The project's folder relative to the workspace root. */
  root: string;
  /** Relative to the workspace root. */
  dockerfile: string;
  /** Stages by role; `production` is the last stage where none has that name. */
  stages: Partial<Record<Role, StageFacts>> & { production: StageFacts };
  /** Projects with images that it depends on by the project graph. */
  dependsOn: readonly string[];
  /** Manifests and locks: after an edit of one, the image is built again. Relative to the workspace root. */
  manifests: readonly string[];
}

export type Role = 'production' | 'development' | 'worker' | 'scheduler';

/** What the user said of the services. */
export interface ComposeSettings {
  /** The compose file, relative to the workspace root. */
  file: string;
  /** How sources get into a development container. */
  development: 'watch' | 'bind';
  /** `0.5`, `2` */
  cpus: string;
  /** `512M` */
  memory: string;
}

/** A service as plain data, in the order in which its keys are written. */
export type Service = Record<string, unknown>;
