/** What verification needs of an engine. */
export interface VerifyEngine {
  /** Builds an image from a folder; never throws for a build that fails. */
  build(request: VerifyBuild): Promise<BuiltImage | FailedBuild>;
  /** The command of the image's health check; `undefined` without one. */
  healthCheckOf(image: string): Promise<readonly string[] | undefined>;
  /** Starts a container, asks it until it answers, and removes it. */
  run(image: string, check: readonly string[] | undefined, timeoutSeconds: number): Promise<RunResult>;
  /** Removes what was made: images, and the caches that were mounted. */
  cleanUp(): Promise<void>;
}

export interface VerifyBuild {
  /** Absolute path of the build context. */
  folder: string;
  /** The text of the Dockerfile. */
  dockerfile: string;
  /** Every step is to run. */
  noCache: boolean;
  buildArgs: Readonly<Record<string, string>>;
}

export interface BuiltImage {
  kind: 'built';
  id: string;
  /** Bytes of all layers, unpacked. */
  size: number;
  layers: number;
  seconds: number;
}

export interface FailedBuild {
  kind: 'failed';
  /** One sentence and the end of the log. */
  message: string;
}

/** Whether a container did its work. */
export type RunResult = { works: true } | { works: false; message: string };

/** What was measured of one of the two Dockerfiles. */
export interface Measured {
  size: number;
  layers: number;
  /** Seconds; without any cache, with everything cached, and after a file of the source was changed. */
  cold: number;
  warm: number;
  edited: number | undefined;
  run: RunResult;
}

/** What came of a verification. */
export interface Verification {
  before: Measured | FailedBuild;
  after: Measured | FailedBuild;
  /** The new one builds and works. */
  works: boolean;
}
