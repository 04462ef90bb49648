// Writes docs/python-validate/rules.md from the rules themselves, so that the page can't drift.
// With --check it writes nothing and fails when the page is out of date.
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { format, resolveConfig } from 'prettier';
import type { Example, Rule } from '../../packages/python-validate/src/engine/rule.js';
import { ruleAreas } from '../../packages/python-validate/src/engine/rules.js';

const TARGET = fileURLToPath(new URL('../../docs/python-validate/rules.md', import.meta.url));

const COMMAND = 'node --conditions=@hone/source --import tsx tools/ci/generate-rule-docs.mts';

const INTRO = `<!-- Generated from the rules by tools/ci/generate-rule-docs.mts. Do not edit. -->

What \`python-validate\` itself reports. Findings of ruff and of type checkers carry those tools' own codes. A rule's
level is that of its findings, where the finding does not say otherwise; the option \`failOn\` says which levels fail the
task.`;

function renderPage(): string {
  const contents = ruleAreas.flatMap(({ check, rules }) => [
    `| **\`${check}\`** | | |`,
    ...rules.map(({ id, level, summary }) => `| [\`${id}\`](#${anchor(id)}) | ${level} | ${summary} |`),
  ]);
  const sections = ruleAreas.flatMap(({ check, rules }) => [`## Check \`${check}\``, ...rules.map(renderRule)]);
  const table = ['| rule | level | |', '| --- | --- | --- |', ...contents].join('\n');
  return ['# Rules of `@hone/python-validate`', INTRO, table, ...sections].join('\n\n');
}

/** The anchor that GitHub gives the heading \`python/x\`. */
function anchor(id: string): string {
  return id.replace(/[^\w-]/g, '');
}

function renderRule({ id, summary, reason, level, bad, good, fix, specification }: Rule): string {
  return [
    `### \`${id}\``,
    `${summary} (${level})`,
    `**Why.** ${reason}`,
    ...(fix === undefined ? [] : [`**Fix.** ${fix}`]),
    ...(specification === undefined ? [] : [`**Specification.** <${specification}>`]),
    ...renderExample('Found', bad),
    ...(Object.keys(bad).length === 0 ? [] : renderExample('Right', good)),
  ].join('\n\n');
}

function renderExample(title: string, example: Example): string[] {
  return Object.entries(example).map(([file, text]) => {
    const language = /\.(toml|lock)$/.test(file) ? 'toml' : file.endsWith('.py') ? 'python' : 'text';
    const shown = text === '' ? '' : `${visible(text).trimEnd()}\n`;
    return `${title}, \`${file}\`:\n\n\`\`\`${language}\n${shown}\`\`\``;
  });
}

/** Control characters, which an example may be about, as escapes. */
function visible(text: string): string {
  return text.replace(/\p{Cc}/gu, (unit) =>
    unit === '\n' || unit === '\t' ? unit : `\\x${unit.charCodeAt(0).toString(16).padStart(2, '0')}`,
  );
}

const options = await resolveConfig(TARGET);
const page = await format(renderPage(), { ...options, parser: 'markdown' });
if (!existsSync(TARGET) || readFileSync(TARGET, 'utf8') !== page) {
  if (process.argv.includes('--check')) {
    console.error(`docs/python-validate/rules.md is out of date, run: ${COMMAND}`);
    process.exitCode = 1;
  } else {
    writeFileSync(TARGET, page);
  }
}
