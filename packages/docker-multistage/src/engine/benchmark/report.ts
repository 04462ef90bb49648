import type { Measure } from './statistics.js';

/** The builds that are measured, in their order. */
export const MEASURES = ['cold', 'warm', 'source', 'dependency'] as const;
export type MeasureName = (typeof MEASURES)[number];

/** What a benchmark found; also the form of a baseline. */
export interface BenchmarkReport {
  schema: 1;
  project: string;
  /** The engine's version. */
  engine: string;
  rounds: number;
  /** Files of the context that were edited. */
  edited: Partial<Record<'source' | 'dependency', string>>;
  stages: StageReport[];
}

/** One image of a benchmark. */
export interface StageReport {
  stage: string;
  /** Bytes, unpacked. */
  size: number;
  layers: number;
  measures: Partial<Record<MeasureName, Measure>>;
}
