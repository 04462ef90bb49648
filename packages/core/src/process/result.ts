/** What a process wrote. */
export interface ProcessOutput {
  /** Decoded as UTF-8; bytes that are not become U+FFFD. */
  stdout: string;
  stderr: string;
  /** `maxBuffer` was reached, so that the end of one of them is missing here. Callbacks still got all of it. */
  truncated: boolean;
}

/** How a process came to its end. */
export type ProcessResult =
  | ({ kind: 'exited'; code: number } & ProcessOutput)
  | ({ kind: 'signalled'; signal: NodeJS.Signals } & ProcessOutput)
  | ({ kind: 'timed-out'; timeoutMs: number } & ProcessOutput)
  | ({ kind: 'aborted' } & ProcessOutput)
  | { kind: 'not-found'; command: string }
  | { kind: 'failed-to-start'; command: string; message: string };

/**
 * One sentence without the final stop that says how a process ended, for a diagnostic: `ruff was not found`.
 *
 * @param name what to call the program
 */
export function describeResult(name: string, result: ProcessResult): string {
  switch (result.kind) {
    case 'exited':
      return `${name} ended with exit code ${result.code}`;
    case 'signalled':
      return `${name} was ended by ${result.signal}`;
    case 'timed-out':
      return `${name} did not end within ${result.timeoutMs / 1000} s and was stopped`;
    case 'aborted':
      return `${name} was stopped because the run was cancelled`;
    case 'not-found':
      return `${name} was not found`;
    case 'failed-to-start':
      return `${name} could not be started: ${result.message}`;
  }
}
