import fs from 'node:fs';
import path from 'node:path';
import type { FailedBuild, Measured, Verification, VerifyEngine } from './types.js';

/** Two Dockerfiles of one build context. */
export interface VerifyInput {
  before: string;
  after: string;
  /** Absolute path of a copy of the build context, which is written to. */
  folder: string;
  /** The file to change for the build after an edit, relative to the folder. */
  source: string | undefined;
  /** Asks a running container; default: the health check of the new image. */
  command: readonly string[] | undefined;
  buildArgs: Readonly<Record<string, string>>;
  timeoutSeconds: number;
  onStep(message: string): void;
}

/**
 * Builds and runs both Dockerfiles and measures them. Whatever happens, nothing of it stays in the engine but its build
 * cache.
 */
export async function verify(input: VerifyInput, engine: VerifyEngine): Promise<Verification> {
  try {
    // The new one first: its health check asks the old one too.
    const after = await measure('after', input, engine, undefined);
    if (after.measured.kind === 'failed') return { before: notBuilt, after: after.measured, works: false };
    const before = await measure('before', input, engine, after.check);
    return {
      before: withoutKind(before.measured),
      after: withoutKind(after.measured),
      works: after.measured.run.works,
    };
  } finally {
    await engine.cleanUp();
  }
}

const notBuilt: FailedBuild = { kind: 'failed', message: 'It was not built, since the new one does not build.' };

type WithKind = (Measured & { kind: 'measured' }) | FailedBuild;

function withoutKind(measured: WithKind): Measured | FailedBuild {
  if (measured.kind === 'failed') return measured;
  const { size, layers, cold, warm, edited, run } = measured;
  return { size, layers, cold, warm, edited, run };
}

async function measure(
  which: 'before' | 'after',
  input: VerifyInput,
  engine: VerifyEngine,
  otherCheck: readonly string[] | undefined,
): Promise<{ measured: WithKind; check: readonly string[] | undefined }> {
  const { folder, buildArgs, onStep } = input;
  const build = (noCache: boolean) => engine.build({ folder, dockerfile: input[which], noCache, buildArgs });
  onStep(`${which}: cold build`);
  const cold = await build(true);
  if (cold.kind === 'failed') return { measured: cold, check: undefined };
  onStep(`${which}: warm build`);
  const warm = await build(false);
  if (warm.kind === 'failed') return { measured: warm, check: undefined };
  const edited = await buildEdited(input, () => {
    onStep(`${which}: build after an edit of ${input.source}`);
    return build(false);
  });
  if (edited?.kind === 'failed') return { measured: edited, check: undefined };
  const check = input.command ?? (await engine.healthCheckOf(warm.id)) ?? otherCheck;
  onStep(`${which}: run${check ? `, asked by \`${check.join(' ')}\`` : ''}`);
  const run = await engine.run(warm.id, check, input.timeoutSeconds);
  const { size, layers } = warm;
  const measured = {
    kind: 'measured' as const,
    size,
    layers,
    cold: cold.seconds,
    warm: warm.seconds,
    edited: edited?.seconds,
    run,
  };
  return { measured, check };
}

/** Adds an empty line to a source file for the time of one build. */
async function buildEdited<T>({ folder, source }: VerifyInput, build: () => Promise<T>): Promise<T | undefined> {
  if (source === undefined) return undefined;
  const file = path.join(folder, source);
  const text = fs.readFileSync(file);
  fs.writeFileSync(file, Buffer.concat([text, Buffer.from('\n')]));
  try {
    return await build();
  } finally {
    fs.writeFileSync(file, text);
  }
}

const SOURCES = /\.(?:py|[cm]?[jt]sx?|rs|go)$/;
const NOT_SOURCES = /(?:^|\/)(?:test_|conftest|.*\.(?:test|spec|config)\.|\.)|(?:^|\/)tests?\//;

/** A file whose edit is an edit of the program: the first one that no test or configuration is. */
export function sourceToEdit(paths: Iterable<string>): string | undefined {
  return [...paths]
    .filter((name) => SOURCES.test(name) && !NOT_SOURCES.test(name))
    .sort((a, b) => depth(a) - depth(b) || (a < b ? -1 : 1))[0];
}

const depth = (name: string) => name.split('/').length;
