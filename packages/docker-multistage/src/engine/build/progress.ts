import type { BuildStep } from './types.js';
import type { StatusUpdate, Vertex, VertexStatus } from './trace.js';

/** How many of a step's last lines are kept for when it fails. */
const LOG_LINES = 40;

/** What is known of one vertex. */
interface Known {
  vertex: Vertex;
  /** As the terminal numbers it, from 1; 0 before it is shown. */
  number: number;
  ended: boolean;
  /** The last lines of its log. */
  log: string[];
  /** What of its log has no line end yet. */
  rest: string;
  /** Parts of it that were said to be done. */
  done: Set<string>;
  /** Something was fetched for it. */
  fetched: boolean;
}

/** A step that failed. */
export interface FailedStep {
  name: string;
  error: string;
  /** Its last lines. */
  log: readonly string[];
}

/** Follows one build: turns what the builder says into lines as BuildKit's plain progress has them, and into steps. */
export class Progress {
  readonly #known = new Map<string, Known>();
  readonly #onLine: (line: string) => void;
  readonly #mask: (text: string) => string;
  #shown = 0;

  /**
   * @param onLine gets each line without its end
   * @param mask takes secrets out of a whole line
   */
  constructor(onLine: (line: string) => void, mask: (text: string) => string) {
    this.#onLine = onLine;
    this.#mask = mask;
  }

  update({ vertexes, statuses, logs, warnings }: StatusUpdate): void {
    const touched = vertexes.map((vertex) => this.#learn(vertex));
    for (const known of touched) if (known.vertex.started !== undefined && !known.ended) this.#show(known);
    for (const status of statuses) this.#showStatus(status);
    for (const { vertex, text } of logs) this.#log(vertex, text);
    for (const { vertex, short } of warnings) {
      const known = this.#known.get(vertex);
      if (known) this.#print(known, `WARN: ${short}`);
    }
    for (const known of touched) if (known.vertex.completed !== undefined) this.#end(known);
  }

  /** The steps that are instructions, in the order in which the builder named them. */
  steps(): BuildStep[] {
    return [...this.#known.values()]
      .filter(({ vertex }) => isStep(vertex) && vertex.completed !== undefined && vertex.error === '')
      .map((known) => ({ ...known, cached: isCached(known) }))
      .map(({ vertex, cached }) => ({
        name: this.#mask(vertex.name),
        cached,
        seconds: cached ? 0 : roundSeconds(vertex.completed! - (vertex.started ?? vertex.completed!)),
      }));
  }

  /** The step that made the build fail: others were cancelled for it. */
  failed(): FailedStep | undefined {
    const failures = [...this.#known.values()].filter(({ vertex }) => vertex.error !== '');
    const known = failures.find(({ vertex }) => !isCancelled(vertex)) ?? failures[0];
    if (!known) return undefined;
    const log = known.rest === '' ? known.log : [...known.log, this.#mask(known.rest)];
    return { name: this.#mask(known.vertex.name), error: this.#mask(known.vertex.error), log };
  }

  #learn(vertex: Vertex): Known {
    const known = this.#known.get(vertex.digest);
    if (known) {
      known.vertex = vertex;
      return known;
    }
    const fresh: Known = { vertex, number: 0, ended: false, log: [], rest: '', done: new Set(), fetched: false };
    this.#known.set(vertex.digest, fresh);
    return fresh;
  }

  /** Names a step before its first line. */
  #show(known: Known): void {
    if (known.number > 0) return;
    known.number = ++this.#shown;
    this.#onLine(`#${known.number} ${this.#mask(known.vertex.name)}`);
  }

  #print(known: Known, text: string): void {
    this.#show(known);
    this.#onLine(`#${known.number} ${this.#mask(text)}`);
  }

  #showStatus({ vertex, id, total, started, completed }: VertexStatus): void {
    const known = this.#known.get(vertex);
    // What is under way is not shown: a log has no place for a line that changes.
    if (!known || completed === undefined || known.done.has(id)) return;
    known.done.add(id);
    if (total > 0) known.fetched = true;
    const size = total > 0 ? ` ${renderBytes(total)}` : '';
    const time = started !== undefined && completed - started > 0.05 ? ` ${renderSeconds(completed - started)}` : '';
    this.#print(known, `${id}${size}${time} done`);
  }

  #log(digest: string, text: string): void {
    const known = this.#known.get(digest);
    if (!known) return;
    const lines = (known.rest + text).split('\n');
    known.rest = lines.pop()!;
    for (const line of lines) this.#logLine(known, line);
  }

  #logLine(known: Known, line: string): void {
    // A progress bar draws over itself: what was drawn last counts.
    const masked = this.#mask(line.replace(/\r$/, ''));
    const text = masked.slice(masked.lastIndexOf('\r') + 1);
    known.log.push(text);
    if (known.log.length > LOG_LINES) known.log.shift();
    this.#print(known, text);
  }

  #end(known: Known): void {
    if (known.rest !== '') {
      this.#logLine(known, known.rest);
      known.rest = '';
    }
    if (known.ended) return;
    const { vertex } = known;
    this.#show(known);
    known.ended = true;
    this.#onLine(`#${known.number} ${this.#mask(verdict(vertex))}`);
  }
}

function verdict(vertex: Vertex): string {
  if (isCancelled(vertex)) return 'CANCELED';
  if (vertex.error !== '') return `ERROR: ${vertex.error}`;
  if (vertex.cached) return 'CACHED';
  return `DONE ${renderSeconds(vertex.completed! - (vertex.started ?? vertex.completed!))}`;
}

/** A base image that the engine has counts as cached; the builder calls it so at some times only. */
function isCached({ vertex, fetched }: Known): boolean {
  return vertex.cached || (!fetched && /^\[[^\]]*\] FROM /.test(vertex.name));
}

function isCancelled({ error }: Vertex): boolean {
  return error.endsWith('context canceled');
}

/** `[deps 2/4] RUN …`, and not `[internal] load metadata …`. */
function isStep({ name }: Vertex): boolean {
  return /^\[(?:[^\]]+ )?\d+\/\d+\] /.test(name);
}

function renderSeconds(seconds: number): string {
  return `${Math.max(seconds, 0).toFixed(1)}s`;
}

function roundSeconds(seconds: number): number {
  return Math.round(Math.max(seconds, 0) * 10) / 10;
}

/** `12.3MB`: powers of ten, as docker has them. */
export function renderBytes(bytes: number): string {
  const units = ['B', 'kB', 'MB', 'GB', 'TB'];
  let value = bytes;
  let unit = 0;
  while (value >= 999.5 && unit < units.length - 1) {
    value /= 1000;
    unit++;
  }
  return unit === 0
    ? `${value}B`
    : `${value < 10 ? value.toFixed(2) : value < 100 ? value.toFixed(1) : Math.round(value)}${units[unit]}`;
}
