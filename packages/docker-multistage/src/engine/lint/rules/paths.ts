import type { Word } from '../../dockerfile/index.js';

/** A path as written, without the quotes around it. */
export function pathOf({ raw, text }: Word): string {
  return raw.startsWith('"') && raw.endsWith('"') && raw.length > 1 && !raw.includes('\\')
    ? text
    : raw.replace(/^["']+|["']+$/g, '');
}

/** `/a`, `C:/a`, `C:\a`, and what begins with a variable, of which nobody knows. */
export function isAbsolute(path: string): boolean {
  return /^[/$]/.test(path) || /^[A-Za-z]:/.test(path);
}

export function baseName(path: string): string {
  return /[^/\\]*$/.exec(path)![0];
}
