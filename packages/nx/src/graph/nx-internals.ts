import { createRequire } from 'node:module';
import path from 'node:path';

/**
 * What prints a line from the worker process in which Nx runs a plugin. What the worker prints by itself is lost when the
 * command ends at the same moment; what it sends along with its results is not.
 *
 * @param workspaceRoot absolute path
 */
export function workerLog(workspaceRoot: string): (line: string) => void {
  try {
    const load = createRequire(path.join(workspaceRoot, 'package.json'));
    const { emitPluginWorkerLog: emit } = load('nx/src/project-graph/plugins/isolation/worker-streaming') as {
      emitPluginWorkerLog?: (level: 'log', line: string) => void;
    };
    if (emit) return (line) => emit('log', line);
  } catch {
    // Another version of Nx.
  }
  return (line) => console.log(line);
}
