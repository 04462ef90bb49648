import type { Diagnostic } from '@hone/core/diagnostics';
import type { ProjectContext } from '../check.js';
import { embeddedEngine } from './embedded/embedded-engine.js';
import type { RuffEngine } from './engine.js';
import type { NativeRuff, RuffFinder } from './native/find-ruff.js';
import { nativeEngine } from './native/native-engine.js';

/** What runs for one project. */
export interface EngineChoice {
  /** Undefined when lint can't run; `problem` says why. */
  lint?: RuffEngine;
  syntax: RuffEngine;
  /** The native ruff, when it was chosen. */
  native?: NativeRuff;
  problem?: Diagnostic;
}

/** Since this version ruff itself finds what CPython's compiler rejects; before, the embedded one looks for it. */
const nativeSyntaxSince = [0, 12, 0];

export async function chooseEngines(
  projects: readonly ProjectContext[],
  ruffs: RuffFinder,
): Promise<ReadonlyMap<ProjectContext, EngineChoice>> {
  const open = projects.filter(({ options }) => options.engine !== 'embedded');
  const found = new Map(await Promise.all(open.map(async (one) => [one, await ruffs.find(one.root)] as const)));
  const engines = new Map<string, RuffEngine>();
  const native = (ruff: NativeRuff, { workspaceRoot, options: { timeoutMs } }: ProjectContext) => {
    const key = `${timeoutMs} ${ruff.path}`;
    const engine = engines.get(key) ?? nativeEngine(ruff, { workspaceRoot, timeoutMs });
    engines.set(key, engine);
    return engine;
  };
  return new Map(
    projects.map((project): [ProjectContext, EngineChoice] => {
      const ruff = found.get(project);
      if (ruff === undefined) {
        if (project.options.engine !== 'native') return [project, { lint: embeddedEngine, syntax: embeddedEngine }];
        return [project, { syntax: embeddedEngine, problem: missingRuff(project) }];
      }
      if ('broken' in ruff) return [project, { syntax: embeddedEngine, problem: brokenRuff(project, ruff.broken) }];
      const engine = native(ruff, project);
      const syntax = isAtLeast(ruff.version, nativeSyntaxSince) ? engine : embeddedEngine;
      return [project, { lint: engine, syntax, native: ruff }];
    }),
  );
}

function isAtLeast(version: string, wanted: readonly number[]): boolean {
  const parts = version.split('.').map((part) => Number.parseInt(part, 10));
  const difference = wanted.map((part, index) => (parts[index] ?? 0) - part).find((delta) => delta !== 0);
  return (difference ?? 0) >= 0;
}

function missingRuff({ manifest, root }: ProjectContext): Diagnostic {
  return {
    tool: 'python-validate',
    ruleId: 'python/ruff-missing',
    level: 'error',
    message: 'The option `engine` asks for the native ruff, and there is none in a virtual environment or on PATH.',
    hint: 'Install it (`uv add --dev ruff`), or set `engine` to `auto` or `embedded`.',
    location: { file: manifest.manifests[0] ?? root },
  };
}

function brokenRuff({ manifest, root }: ProjectContext, reason: string): Diagnostic {
  return {
    tool: 'python-validate',
    ruleId: 'python/ruff-failed',
    level: 'error',
    message: `The ruff of this project can't be used: ${reason}.`,
    hint: 'Install ruff again, or set the option `engine` to `embedded`.',
    location: { file: manifest.manifests[0] ?? root },
  };
}
