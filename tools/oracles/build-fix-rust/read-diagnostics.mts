import { join } from 'node:path';
import type { Diagnostic } from '@hone/core';
import { collectDiagnostics, parseCargoMessage } from '../../../packages/rust-check/src/engine/messages/index.js';

/** Diagnostics out of rustc's JSON lines about one file, whose text may not be on the disk yet. */
export function readDiagnostics(lines: readonly string[], root: string, file: string, text: string): Diagnostic[] {
  const target = { kind: ['lib'], name: 'fixture', src_path: join(root, file) };
  const messages = lines.flatMap((line) => {
    const message = JSON.parse(line) as { $message_type?: string };
    if (message.$message_type !== undefined && message.$message_type !== 'diagnostic') return [];
    return (
      parseCargoMessage(JSON.stringify({ reason: 'compiler-message', package_id: 'fixture', target, message })) ?? []
    );
  });
  return collectDiagnostics(messages, {
    workspaceRoot: root,
    cargoRoot: root,
    crateRoot: '.',
    sources: (name) => (name === file ? text : undefined),
  });
}
