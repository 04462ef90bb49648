import { spawn } from 'node:child_process';
import { tmpdir } from 'node:os';

/** The parts of `cargo metadata`'s answer that are compared. */
export interface Metadata {
  packages: MetadataPackage[];
  workspace_default_members?: string[];
}

export interface MetadataPackage {
  id: string;
  name: string;
  version: string;
  edition: string;
  rust_version: string | null;
  links: string | null;
  publish: string[] | null;
  manifest_path: string;
  features: Record<string, string[]>;
  targets: { kind: string[]; name: string; src_path: string; 'required-features'?: string[] }[];
  dependencies: {
    name: string;
    rename: string | null;
    kind: string | null;
    target: string | null;
    req: string;
    optional: boolean;
    uses_default_features: boolean;
    features: string[];
    path?: string;
    registry: string | null;
    source: string | null;
  }[];
}

/** With the resolved graph. */
export interface ResolvedMetadata extends Metadata {
  workspace_members: string[];
  resolve: { nodes: { id: string; deps: { pkg: string; dep_kinds: { kind: string | null }[] }[] }[] };
}

/** What cargo says of a manifest alone; unstable manifest features are let through. */
export function cargoMetadata(manifest: string): Promise<{ metadata: Metadata } | { refusal: string }> {
  return askMetadata(['--no-deps', '--offline', '--manifest-path', manifest]);
}

/** What cargo resolves with every feature on every platform, by the lock. */
export function resolvedMetadata(manifest: string): Promise<{ metadata: ResolvedMetadata } | { refusal: string }> {
  return askMetadata(['--all-features', '--locked', '--manifest-path', manifest]);
}

async function askMetadata<T>(args: readonly string[]): Promise<{ metadata: T } | { refusal: string }> {
  const { out, err } = await runCargo(['metadata', '--format-version', '1', ...args]);
  try {
    return { metadata: JSON.parse(out) as T };
  } catch {
    return { refusal: err.trim().split('\n').slice(0, 6).join(' | ') };
  }
}

/** Runs cargo in a neutral folder, so that no configuration or toolchain file of the sources counts. */
export async function runCargo(args: readonly string[]): Promise<{ out: string; err: string }> {
  const child = spawn('cargo', args, {
    cwd: tmpdir(),
    env: { ...process.env, RUSTUP_TOOLCHAIN: process.env['ORACLE_TOOLCHAIN'] ?? 'stable', RUSTC_BOOTSTRAP: '1' },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const [out, err] = await Promise.all([textOf(child.stdout), textOf(child.stderr)]);
  return { out, err };
}

async function textOf(stream: AsyncIterable<Buffer>): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of stream) chunks.push(chunk);
  return Buffer.concat(chunks).toString('utf8');
}
