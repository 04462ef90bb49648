import { createHash } from 'node:crypto';
import fs from 'node:fs';
import path from 'node:path';

/** One file of a change of the tree. */
export interface RecordedFile {
  /** Relative to the workspace root with forward slashes. */
  file: string;
  /** Its bytes in base64, `null` for no file. */
  before: string | null;
  after: string | null;
  /** Permission bits that it had. */
  mode?: number;
}

/** A change of the tree, with all that is needed to take it back. */
export interface TreeRecord {
  version: 1;
  id: string;
  project: string;
  /** What was done, a sentence for a person: `3 fixes of app`. */
  title: string;
  files: readonly RecordedFile[];
  /** Folders that did not exist before, the outer ones first. */
  folders: readonly string[];
  /** Files that only make sense together: those of one fix. */
  groups: readonly (readonly string[])[];
}

/** Which side of a record. */
export type Side = 'before' | 'after';

/** The digest of bytes, or of a text in UTF-8, as a plan has it. */
export function digestOf(data: string | Uint8Array): string {
  return createHash('sha256').update(data).digest('hex');
}

/** The bytes of a file in base64, `null` when there is none. */
export function readBase64(file: string): string | null {
  try {
    return fs.readFileSync(file).toString('base64');
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return null;
    throw error;
  }
}

/** Where the new content of a file lies until it takes its place; the same whoever asks, so that none is left behind. */
export function temporaryOf(file: string, id: string): string {
  return path.join(path.dirname(file), `.${path.basename(file).slice(0, 100)}.build-fix-${id}.tmp`);
}

/** Folders that have to be made for files, the outer ones first. */
export function newFolders(root: string, files: readonly RecordedFile[]): string[] {
  const folders = foldersOf(files.filter(({ after }) => after !== null));
  return folders.filter((folder) => !fs.existsSync(path.join(root, folder)));
}

/** The folders in which files lie, the outer ones first. */
export function foldersOf(files: readonly RecordedFile[]): string[] {
  const folders = new Set<string>();
  for (const { file } of files) {
    for (let end = file.indexOf('/'); end > 0; end = file.indexOf('/', end + 1)) folders.add(file.slice(0, end));
  }
  return [...folders].sort();
}

/**
 * Puts one side of a recorded file in its place. At once, so that nothing but the end of the process comes between.
 *
 * @param step called before each change of the disk
 */
export function putFile(
  root: string,
  { file, mode, ...content }: RecordedFile,
  side: Side,
  id: string,
  step: (name: string) => void,
): void {
  const target = path.join(root, file);
  const base64 = content[side];
  if (base64 === null) {
    step(`delete ${file}`);
    fs.rmSync(target, { force: true });
    return;
  }
  const temporary = temporaryOf(target, id);
  step(`write ${file}`);
  fs.mkdirSync(path.dirname(target), { recursive: true });
  fs.writeFileSync(temporary, Buffer.from(base64, 'base64'));
  if (mode !== undefined) fs.chmodSync(temporary, mode);
  step(`rename ${file}`);
  fs.renameSync(temporary, target);
}
