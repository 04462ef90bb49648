import type { Finding, Rule } from '../../rule.js';
import { replace, safe } from '../support.js';

export const noEmptyContinuation: Rule = {
  id: 'NoEmptyContinuation',
  source: 'buildkit',
  summary: 'There is an empty line between the lines of one instruction.',
  reason: 'BuildKit will refuse it one day; and a reader takes it for the end of the instruction.',
  severity: 'warning',
  fix: 'Safe: takes the empty lines out.',
  bad: 'FROM alpine\nEXPOSE \\\n\n80\n',
  good: 'FROM alpine\nEXPOSE \\\n# Port\n80\n',
  *check(file): Generator<Finding> {
    for (const instruction of file.instructions) {
      if (instruction.blankLine === undefined) continue;
      const { start } = instruction;
      const body = file.text.slice(start, instruction.heredocs[0]?.body.start ?? instruction.end);
      const blanks = [...body.matchAll(/(?<=\n)[ \t]*\r?\n/g)].map((match) =>
        replace({ start: start + match.index, end: start + match.index + match[0].length }, ''),
      );
      const last = body.trimEnd();
      const lastLine = start + Math.max(last.lastIndexOf('\n') + 1, 0);
      yield {
        of: instruction,
        // Where BuildKit reports it: the line that ends the instruction.
        at: { start: lastLine, end: start + last.length },
        message: 'Empty continuation line.',
        ...safe('Remove the empty lines', ...blanks),
      };
    }
  },
};
