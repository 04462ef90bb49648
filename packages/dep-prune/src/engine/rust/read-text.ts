import { readFileSync } from 'node:fs';

/** A file that can not be read has no text. */
export function readText(file: string): string | undefined {
  try {
    return readFileSync(file, 'utf8');
  } catch {
    return undefined;
  }
}
