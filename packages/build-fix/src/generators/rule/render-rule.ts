import { stringify } from 'yaml';
import type { RuleOptions } from './schema.js';

/** The published schema, as seen from `.hone/build-fix/rules`. */
const SCHEMA = '../../../node_modules/@hone/build-fix/dist/engine/fixers/rules/rule.schema.json';

/** The text of a new rule: complete, so that it can be run at once, and to be filled in. */
export function renderNewRule({ id, tool = 'python', rule = '*', message }: RuleOptions): string {
  const words = message ?? `what ${tool} says`;
  const value = {
    id,
    summary: 'What is wrong, in one sentence.',
    reason: 'Why it happens, and why the fix is right.',
    match: { tool, rule, message: escapePattern(words) },
    fix: {
      applicability: 'unsafe',
      description: 'What it does, in the imperative',
      steps: [{ replace: { file: '{file}', line: '{line}', pattern: 'old_name', with: 'new_name' } }],
    },
    examples: [
      {
        summary: 'the case that it is for',
        files: { 'src/example.txt': 'old_name()\n' },
        entries: [{ tool, rule: rule.replace(/\*$/, 'code'), message: words, file: 'src/example.txt', line: 1 }],
        after: { 'src/example.txt': 'new_name()\n' },
      },
      {
        summary: 'a case that it must leave alone',
        files: { 'src/example.txt': 'other()\n' },
        entries: [{ tool, rule: rule.replace(/\*$/, 'code'), message: words, file: 'src/example.txt', line: 1 }],
      },
    ],
  };
  return `# yaml-language-server: $schema=${SCHEMA}\n# Its examples are its tests: \`build-fix check\` runs them.\n${stringify(value, { lineWidth: 0 })}`;
}

const escapePattern = (text: string): string => text.replace(/[\\^$.*+?()[\]{}|]/g, '\\$&');
