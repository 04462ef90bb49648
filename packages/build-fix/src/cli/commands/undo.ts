import { HoneError } from '@hone/core/diagnostics';
import { undoLast } from '../../engine/apply/journal/undo.js';
import { recover } from '../../engine/apply/journal/write-tree.js';
import { renderRecovered, renderUndone } from '../../engine/apply/summary.js';
import { storeFolder } from '../../engine/learn/index.js';
import type { Command } from '../command.js';
import { parseOptions, requireWorkspaceRoot } from '../options.js';

/** `build-fix undo`. */
export const undoCommand: Command = {
  usage: `undo [project]

Takes back what build-fix applied last, to a project or at all. Files that were changed since stay as they are. What a
run had begun to write that was ended is taken back first.`,
  async run(args, context) {
    const [project, ...others] = parseOptions(args, {}).positionals;
    if (others.length > 0) throw new HoneError('One project is undone at a time.');
    const workspaceRoot = requireWorkspaceRoot(context.cwd);
    const stateFolder = storeFolder(workspaceRoot);
    const recovered = await recover(workspaceRoot, stateFolder);
    if (recovered) {
      context.print(renderRecovered(recovered).join('\n'));
      return recovered.changedSince.length > 0 ? 1 : 0;
    }
    const undone = await undoLast({ workspaceRoot, stateFolder, ...(project !== undefined && { project }) });
    context.print(renderUndone(undone).join('\n'));
    return undone.refused.length > 0 ? 1 : 0;
  },
};
