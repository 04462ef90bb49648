import { readFileSync } from 'node:fs';
import path from 'node:path';

/** The text of a file of the workspace; undefined when it is not there or can't be read. */
export function readText(workspaceRoot: string, file: string): string | undefined {
  try {
    return readFileSync(path.join(workspaceRoot, file), 'utf8');
  } catch {
    return undefined;
  }
}
