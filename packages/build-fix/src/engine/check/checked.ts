import { HoneError } from '@hone/core/diagnostics';

/** Something that is wrong with a file of the workspace. */
export interface CheckProblem {
  file: string;
  /** 1-based. */
  line?: number | undefined;
  message: string;
  hint?: string | undefined;
}

/** What a check found. */
export interface Checked {
  /** How many examples were run. */
  examples: number;
  problems: CheckProblem[];
}

/** A file that cannot be read is a problem of its own. */
export function readOrProblem(check: () => Checked): Checked {
  try {
    return check();
  } catch (error) {
    if (!(error instanceof HoneError)) throw error;
    const { file = '', line, message, hint } = error;
    return { examples: 0, problems: [{ file, line, message, hint }] };
  }
}
