import { serviceDefinition } from './protocol.js';

/** What the builder says of its steps at one moment: BuildKit's `StatusResponse`. Times are seconds since the epoch. */
export interface StatusUpdate {
  vertexes: Vertex[];
  statuses: VertexStatus[];
  logs: { vertex: string; text: string }[];
  warnings: { vertex: string; short: string; line: number | undefined }[];
}

/** One node of the build: a step, or something internal such as the transfer of the context. */
export interface Vertex {
  digest: string;
  /** `[deps 2/4] RUN uv sync` */
  name: string;
  cached: boolean;
  started: number | undefined;
  completed: number | undefined;
  /** Empty where there is none. */
  error: string;
}

/** How far a part of a vertex is: a layer that is fetched, a file that is sent. */
export interface VertexStatus {
  vertex: string;
  id: string;
  current: number;
  total: number;
  started: number | undefined;
  completed: number | undefined;
}

interface Time {
  seconds: number;
  nanos: number;
}

interface RawStatus {
  vertexes: (Omit<Vertex, 'started' | 'completed'> & { started: Time | null; completed: Time | null })[];
  statuses: {
    ID: string;
    vertex: string;
    current: number;
    total: number;
    started: Time | null;
    completed: Time | null;
  }[];
  logs: { vertex: string; msg: Buffer }[];
  warnings: { vertex: string; short: Buffer; ranges: { start: { line: number } | null }[] }[];
}

/** @param bytes a `moby.buildkit.v1.StatusResponse` */
export function decodeTrace(bytes: Buffer): StatusUpdate {
  const raw = serviceDefinition('moby.buildkit.v1.Control')['Status']!.responseDeserialize(bytes) as RawStatus;
  return {
    vertexes: raw.vertexes.map(({ digest, name, cached, started, completed, error }) => {
      return { digest, name, cached, error, started: secondsOf(started), completed: secondsOf(completed) };
    }),
    statuses: raw.statuses.map(({ ID, vertex, current, total, started, completed }) => {
      return { id: ID, vertex, current, total, started: secondsOf(started), completed: secondsOf(completed) };
    }),
    // A character that is split over two messages becomes two replacement characters: rare, and only in the log.
    logs: raw.logs.map(({ vertex, msg }) => ({ vertex, text: msg.toString('utf8') })),
    warnings: raw.warnings.map(({ vertex, short, ranges }) => {
      return { vertex, short: short.toString('utf8'), line: ranges[0]?.start?.line };
    }),
  };
}

function secondsOf(time: Time | null): number | undefined {
  return time ? time.seconds + time.nanos / 1e9 : undefined;
}
