// The engine is no export of the package: what Nx costs is measured elsewhere.
// eslint-disable-next-line @nx/enforce-module-boundaries
import { createPlanEngine } from '../../../packages/build-fix/src/engine/plan/engine.js';

/** Plans the project `app` by logs; gives what the executor would write, by file. */
export async function planLogs(workspaceRoot: string, from: readonly string[]): Promise<Record<string, string>> {
  const projects = [{ name: 'app', root: 'app' }];
  const engine = createPlanEngine({ projects, targets: {}, dependencies: {} });
  const task = {
    id: 'app:build-fix',
    project: 'app',
    root: 'app',
    target: 'build-fix',
    options: { from: [...from], unsafe: true },
    nestedRoots: [],
    closure: [],
  };
  const signal = AbortSignal.timeout(600_000);
  for await (const [, { outputs = {} }] of engine.run([task], { workspaceRoot, signal, verbose: false })) {
    return outputs;
  }
  throw new Error('no plan came');
}
