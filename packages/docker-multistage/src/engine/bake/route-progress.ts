import { type FailedStep, Progress } from '../build/progress.js';
import type { StatusUpdate, Vertex } from '../build/trace.js';
import type { BuildStep } from '../build/types.js';

/** What buildx does before there is a target. */
const BEFORE = /^\[internal\] (?:waiting for connection|booting buildkit|load local bake definitions|connecting to)/;

/** Splits the progress of one bake by target. */
export class BakeProgress {
  readonly #targets: ReadonlyMap<string, Progress>;
  /** The targets that each vertex is part of. */
  readonly #owners = new Map<string, string[]>();

  /**
   * @param targets names of targets, those of shared stages too
   * @param onLine gets each line of a target
   * @param mask takes secrets out of a line
   */
  constructor(
    targets: readonly string[],
    onLine: (target: string, line: string) => void,
    mask: (text: string) => string,
  ) {
    this.#targets = new Map(targets.map((name) => [name, new Progress((line) => onLine(name, line), mask)]));
  }

  update(update: StatusUpdate): void {
    const vertexes = update.vertexes.flatMap((vertex) => this.#assign(vertex));
    for (const [name, progress] of this.#targets) {
      progress.update({
        vertexes: vertexes.filter(({ target }) => target === name).map(({ vertex }) => vertex),
        statuses: update.statuses.filter(({ vertex }) => this.#isShownBy(name, vertex)),
        logs: update.logs.filter(({ vertex }) => this.#isShownBy(name, vertex)),
        warnings: update.warnings.filter(({ vertex }) => this.#isShownBy(name, vertex)),
      });
    }
  }

  steps(target: string): BuildStep[] {
    return this.#targets.get(target)?.steps() ?? [];
  }

  failed(target: string): FailedStep | undefined {
    return this.#targets.get(target)?.failed();
  }

  /** With several targets each name starts with its target's: `[api_production internal] load …`. */
  #assign(vertex: Vertex): { target: string; vertex: Vertex }[] {
    if (BEFORE.test(vertex.name)) return [];
    const [only, ...more] = this.#targets.keys();
    if (only !== undefined && more.length === 0) return this.#give(only, vertex);
    const [, target = '', rest = ''] = /^\[([\w-]+) ?([^\]]*\].*)$/s.exec(vertex.name) ?? [];
    return this.#targets.has(target) ? this.#give(target, { ...vertex, name: `[${rest}` }) : [];
  }

  #give(target: string, vertex: Vertex): { target: string; vertex: Vertex }[] {
    const owners = this.#owners.get(vertex.digest);
    if (!owners) this.#owners.set(vertex.digest, [target]);
    else if (!owners.includes(target)) owners.push(target);
    return [{ target, vertex }];
  }

  /** What a step of several targets says is shown once. */
  #isShownBy(target: string, digest: string): boolean {
    return this.#owners.get(digest)?.[0] === target;
  }
}
