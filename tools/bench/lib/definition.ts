import { fileURLToPath } from 'node:url';

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

/** Where measurements put their workspaces; not under version control. */
export const benchFolder = fileURLToPath(new URL('../../../tmp/bench', import.meta.url));
