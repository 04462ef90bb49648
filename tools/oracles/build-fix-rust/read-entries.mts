import { readLogText } from '../../../packages/build-fix/src/engine/read/index.js';
import type { LogEntry } from '../../../packages/build-fix/src/engine/types.js';

/** Entries out of rustc's JSON lines about one file, whose text need not be the one on the disk. */
export function readEntries(lines: readonly string[], root: string, file: string, text: string): LogEntry[] {
  const marked = lines.map((line) =>
    line.startsWith('{"$message_type"') ? line : line.replace(/^\{/, '{"$message_type":"diagnostic",'),
  );
  return readLogText(marked.join('\n'), {
    workspaceRoot: root,
    sources: (name) => (name === file ? text : undefined),
  });
}
