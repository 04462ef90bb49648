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

/**
 * What cargo says of a manifest. The folder that it runs in is neutral, so that no configuration or toolchain file of the
 * sources counts; unstable manifest features are let through.
 */
export async function cargoMetadata(manifest: string): Promise<{ metadata: Metadata } | { refusal: string }> {
  const args = ['metadata', '--no-deps', '--offline', '--format-version', '1', '--manifest-path', manifest];
  const child = spawn('cargo', args, {
    cwd: tmpdir(),
    env: { ...process.env, RUSTUP_TOOLCHAIN: process.env['ORACLE_TOOLCHAIN'] ?? 'stable', RUSTC_BOOTSTRAP: '1' },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const [out, err] = await Promise.all([textOf(child.stdout), textOf(child.stderr)]);
  try {
    return { metadata: JSON.parse(out) as Metadata };
  } catch {
    return { refusal: err.trim().split('\n').slice(0, 6).join(' | ') };
  }
}

async function textOf(stream: AsyncIterable<Buffer>): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of stream) chunks.push(chunk);
  return Buffer.concat(chunks).toString('utf8');
}
