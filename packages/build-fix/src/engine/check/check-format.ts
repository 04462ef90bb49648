import { isDeepStrictEqual, inspect } from 'node:util';
import { compileFormat, parseFormatDocument } from '../read/format/index.js';
import { runExample } from '../read/examples.js';
import { type Checked, readOrProblem } from './checked.js';
import { lineOfExample } from './line-of-example.js';

/**
 * Checks a format of a workspace: that it can be read, and that it finds in each of its examples what that says.
 *
 * @param file its name, for messages
 */
export function checkFormat(text: string, file: string): Checked {
  return readOrProblem(() => {
    const { document, lineOf } = parseFormatDocument(text, file);
    const format = compileFormat(document, file, lineOf);
    const { examples = [] } = document;
    const problems = examples.flatMap((example, index) => {
      const { actual, expected } = runExample(example, [format]);
      if (isDeepStrictEqual(actual, expected)) return [];
      const message = `example ${index + 1}: it reads\n${show(actual)}\nand not\n${show(expected)}`;
      return [{ file, line: lineOfExample(text, index), message }];
    });
    return { examples: examples.length, problems };
  });
}

function show(entries: readonly object[]): string {
  if (entries.length === 0) return '  nothing';
  return entries.map((entry) => `  ${inspect(entry, { breakLength: Infinity, depth: 4 })}`).join('\n');
}
