import { posix } from 'node:path';
import type { TextEdit } from '@hone/core/diagnostics';
import { openText, type OpenText, type Span } from '@hone/core/edits';
import { createLineIndex } from '@hone/core/line-index';
import type { Change, FixCommand, SourceFiles } from '../../types.js';

/** A step that can't be taken here: the rule does not fire. */
export class NotApplicable extends Error {}

/** Where the steps of one fix work: texts under change, files that come and go, commands. */
export interface Workbench {
  /** The present text. @throws NotApplicable when there is no such file */
  text(file: string): string;
  exists(file: string): boolean;
  replace(file: string, replacements: readonly Span[]): void;
  /** Edits of the present text, as positions. */
  edit(file: string, edits: readonly TextEdit[]): void;
  create(file: string, text: string): void;
  delete(file: string): void;
  run(command: FixCommand): void;
  /** Everything that was done. */
  result(): { changes: Change[]; commands: FixCommand[] };
}

/** @throws NotApplicable for a name that is not inside the workspace */
export function insideWorkspace(name: string): string {
  const path = posix.normalize(name.replaceAll('\\', '/')).replace(/\/$/, '');
  const outside = path === '..' || path.startsWith('../') || posix.isAbsolute(path) || /^[A-Za-z]:/.test(path);
  if (outside || path.split('/').includes('.git')) throw new NotApplicable(`${name} is outside the workspace`);
  return path;
}

/** Starts with the files as they are. */
export function createWorkbench(files: SourceFiles): Workbench {
  const open = new Map<string, OpenText>();
  const created = new Map<string, string>();
  const deleted = new Set<string>();
  const commands: FixCommand[] = [];

  const find = (name: string): OpenText => {
    const file = insideWorkspace(name);
    let found = open.get(file);
    if (!found) {
      const text = deleted.has(file) ? undefined : files.read(file);
      if (text === undefined) throw new NotApplicable(`there is no text file ${file}`);
      open.set(file, (found = openText(text)));
    }
    return found;
  };

  return {
    text: (name) => created.get(insideWorkspace(name)) ?? find(name).text(),
    exists: (name) => created.has(insideWorkspace(name)) || files.exists(insideWorkspace(name)),
    replace: (name, replacements) => find(name).replace(replacements),
    edit(name, edits) {
      const text = find(name);
      const index = createLineIndex(text.text());
      text.replace(edits.map(({ region, newText }) => ({ ...index.regionToOffsets(region), newText })));
    },
    create(name, text) {
      const file = insideWorkspace(name);
      if (created.has(file) || files.exists(file)) throw new NotApplicable(`${file} exists`);
      created.set(file, text);
    },
    delete(name) {
      const file = insideWorkspace(name);
      if (!files.exists(file)) throw new NotApplicable(`there is no file ${file}`);
      deleted.add(file);
    },
    run(command) {
      const key = JSON.stringify(command);
      if (!commands.some((other) => JSON.stringify(other) === key)) commands.push(command);
    },
    result: () => ({
      changes: [
        ...[...open].flatMap(([file, text]) =>
          deleted.has(file) ? [] : text.edits(file).map((edit): Change => ({ kind: 'edit', edit })),
        ),
        ...[...created].map(([file, text]): Change => ({ kind: 'create', file, text })),
        ...[...deleted].map((file): Change => ({ kind: 'delete', file })),
      ],
      commands,
    }),
  };
}
