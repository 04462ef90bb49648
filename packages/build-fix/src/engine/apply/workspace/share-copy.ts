import { openCopy, type ScratchCopy } from './open-copy.js';

/** One scratch copy for all projects of a run. */
export interface SharedCopy {
  /** The copy, with the files of the workspace as they are now. */
  open(): Promise<ScratchCopy>;
  close(): Promise<void>;
}

/**
 * A copy that is made when the first project needs it. The next ones get the same, brought up to date: what cargo has
 * built there, and what mypy, TypeScript and Nx remember, serves all of them.
 *
 * @param workspaceRoot absolute path
 */
export function shareCopy(workspaceRoot: string, signal: AbortSignal): SharedCopy {
  let copy: ScratchCopy | undefined;
  return {
    async open() {
      if (copy) await copy.refresh();
      copy ??= await openCopy(workspaceRoot, signal);
      return copy;
    },
    close: async () => copy?.close(),
  };
}
