import { isDeepStrictEqual } from 'node:util';
import { renderUnifiedDiff } from '@hone/core/edits';
import { type ExampleResult, type RuleExample, ruleSchema, runRuleExample } from '../fixers/rules/index.js';
import { parseRule } from '../fixers/rules/load/parse-rule.js';
import type { CompiledFormats } from '../read/index.js';
import { createFileResolver, readLogText } from '../read/index.js';
import { lineOfExample } from './line-of-example.js';
import { type Checked, readOrProblem } from './checked.js';

/**
 * Checks a rule of a workspace: that it can be read, and that it does in each of its examples what that says.
 *
 * @param file its name, for messages
 */
export function checkRule(text: string, file: string, formats: CompiledFormats): Checked {
  return readOrProblem(() => {
    const { rule, examples } = parseRule(text, file, ruleSchema());
    const problems = examples.flatMap((example, index) => {
      const result = runRuleExample(rule, example, (log, files) =>
        readLogText(log, {
          formats,
          resolve: createFileResolver({ workspaceRoot: '/workspace', exists: (name) => files.exists(name) }),
        }),
      );
      const wrong = compare(example, result);
      const name = example.summary ?? `example ${index + 1}`;
      return wrong === undefined ? [] : [{ file, line: lineOfExample(text, index), message: `${name}: ${wrong}` }];
    });
    return { examples: examples.length, problems };
  });
}

/** What is not as the example has it; undefined when all is. */
function compare(example: RuleExample, { candidates, after, commands }: ExampleResult): string | undefined {
  const { description } = example;
  const expected = example.after ?? {};
  const [first] = candidates;
  if (example.after === undefined && description === undefined) {
    return first && `the rule fires (“${first.description}”), and the example has no \`after\`.`;
  }
  if (!first) return 'the rule does not fire.';
  if (!isDeepStrictEqual(after, expected))
    return `the files are others; - is the example, + the rule:\n${diff(expected, after)}`;
  const wanted = example.commands ?? [];
  if (!isDeepStrictEqual(commands, wanted))
    return `the commands are [${commands.join(', ')}], not [${wanted.join(', ')}].`;
  if (description !== undefined && description !== first.description) {
    return `the description is “${first.description}”, not “${description}”.`;
  }
  return undefined;
}

function diff(expected: ExampleResult['after'], actual: ExampleResult['after']): string {
  const names = [...new Set([...Object.keys(expected), ...Object.keys(actual)])].sort();
  const text = (files: ExampleResult['after'], path: string): string | undefined => files[path] ?? undefined;
  const changes = names.map((path) => ({ path, before: text(expected, path), after: text(actual, path) }));
  return renderUnifiedDiff(changes)
    .split('\n')
    .filter((line) => !/^(?:diff|---|index|@@)/.test(line))
    .map((line) => line.replace(/^\+\+\+ b?\/?/, ''))
    .join('\n')
    .trimEnd();
}
