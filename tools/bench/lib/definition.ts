import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** What a measurement module exports as its default. */
export interface Bench {
  /** One sentence. */
  summary: string;
  /** Runs it and gives Markdown. */
  run(options: BenchOptions): Promise<string>;
}

export interface BenchOptions {
  /** Words after the name on the command line. */
  args: string[];
  /** How often each variant runs. */
  rounds: number;
}

/** Where measurements put their workspaces: not below this repository, whose own packages would be found from there. */
export const benchFolder = join(tmpdir(), 'hone-bench');
