import type { StatusUpdate } from '../build/trace.js';

/** Turns a line of buildx's progress into what it says of steps; `undefined` for a line that says nothing of them. */
export type ProgressReader = (line: string) => StatusUpdate | undefined;

interface RawStatus {
  vertexes?: { digest: string; name: string; cached?: boolean; started?: string; completed?: string; error?: string }[];
  statuses?: { id: string; vertex: string; current: number; total?: number; started?: string; completed?: string }[];
  logs?: { vertex: string; data: string }[];
  warnings?: { vertex: string; short: string; range?: { start?: { line?: number } }[] }[];
}

/** Reads `--progress rawjson`. */
export const readRawJson: ProgressReader = (line) => {
  if (!line.startsWith('{')) return undefined;
  let raw: RawStatus;
  try {
    raw = JSON.parse(line) as RawStatus;
  } catch {
    return undefined;
  }
  return {
    vertexes: (raw.vertexes ?? []).map(({ digest, name, cached, started, completed, error }) => ({
      digest,
      name,
      cached: cached ?? false,
      started: secondsOf(started),
      completed: secondsOf(completed),
      error: error ?? '',
    })),
    statuses: (raw.statuses ?? []).map(({ id, vertex, current, total, started, completed }) => ({
      id,
      vertex,
      current,
      total: total ?? 0,
      started: secondsOf(started),
      completed: secondsOf(completed),
    })),
    logs: (raw.logs ?? []).map(({ vertex, data }) => ({ vertex, text: Buffer.from(data, 'base64').toString('utf8') })),
    warnings: (raw.warnings ?? []).map(({ vertex, short, range }) => ({
      vertex,
      short: Buffer.from(short, 'base64').toString('utf8'),
      line: range?.[0]?.start?.line,
    })),
  };
};

function secondsOf(time: string | undefined): number | undefined {
  const milliseconds = Date.parse(time ?? '');
  return Number.isNaN(milliseconds) ? undefined : milliseconds / 1000;
}

/**
 * Reads `--progress plain`, all that buildx before 0.13 has: `#7 [deps 2/4] RUN make`, `#7 0.312 output`, `#7 CACHED`,
 * `#7 DONE 1.2s`, `#7 ERROR: …`.
 *
 * @param now seconds since the epoch
 */
export function createPlainReader(now: () => number = () => Date.now() / 1000): ProgressReader {
  const known = new Map<string, { name: string; started: number }>();
  return (line) => {
    const [, digest, text] = /^#(\d+) (.*)$/.exec(line) ?? [];
    if (digest === undefined || text === undefined) return undefined;
    const step = known.get(digest);
    const update: StatusUpdate = { vertexes: [], statuses: [], logs: [], warnings: [] };
    if (!step) {
      const started = now();
      known.set(digest, { name: text, started });
      return { ...update, vertexes: [{ digest, name: text, cached: false, started, completed: undefined, error: '' }] };
    }
    const done = /^DONE (\d+(?:\.\d+)?)s$/.exec(text);
    const error = /^(?:ERROR: (.*)|CANCELED)$/.exec(text);
    if (done || error || text === 'CACHED') {
      const completed = step.started + Number(done?.[1] ?? 0);
      const message = error ? (error[1] ?? 'context canceled') : '';
      const vertex = { digest, ...step, cached: text === 'CACHED', completed, error: message };
      return { ...update, vertexes: [vertex] };
    }
    if (text === '...' || withoutTarget(text) === withoutTarget(step.name)) return update;
    return { ...update, logs: [{ vertex: digest, text: `${text.replace(/^\d+\.\d+ /, '')}\n` }] };
  };
}

/** A step is named again when others were shown meanwhile, sometimes by another of the targets that need it. */
const withoutTarget = (name: string): string => name.replace(/^\[\S+ /, '[');
