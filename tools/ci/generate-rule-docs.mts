// Writes docs/<tool>/rules.md from the rules themselves, so that the pages can't drift.
// With --check it writes nothing and fails when a page is out of date.
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { format, resolveConfig } from 'prettier';
import { ruleAreas as pythonAreas } from '../../packages/python-validate/src/engine/rules.js';
import { ruleAreas as rustAreas } from '../../packages/rust-check/src/engine/rules/index.js';

/** What the pages show of a rule; each tool's own rules have more. */
interface Rule {
  id: string;
  summary: string;
  reason: string;
  level: string;
  hint?: string;
  bad: Readonly<Record<string, string>>;
  good: Readonly<Record<string, string>>;
  options?: object;
  fix?: string;
  specification?: string;
}

interface Page {
  tool: string;
  intro: string;
  areas: readonly { title: string; rules: readonly Rule[] }[];
}

const COMMAND = 'node --conditions=@hone/source --import tsx tools/ci/generate-rule-docs.mts';

const NOTICE = '<!-- Generated from the rules by tools/ci/generate-rule-docs.mts. Do not edit. -->';

const PAGES: readonly Page[] = [
  {
    tool: 'python-validate',
    intro: `What \`python-validate\` itself reports. Findings of ruff and of type checkers carry those tools' own codes. A rule's
level is that of its findings, where the finding does not say otherwise; the option \`failOn\` says which levels fail the
task.`,
    areas: pythonAreas.map(({ check, rules }) => ({ title: `Check \`${check}\``, rules })),
  },
  {
    tool: 'rust-check',
    intro: `What \`rust-check\` itself reports: what kept a crate from being checked, and why. Findings of the compiler, of clippy
and of rustfmt carry those tools' own codes and names (\`E0308\`, \`unused_variables\`, \`clippy::needless_return\`,
\`rustfmt\`); errors of the compiler that have none get a name from us, such as \`rust/syntax\`. A rule's level is that of
its findings, where the finding does not say otherwise; the option \`failOn\` says which levels fail the task. In the
examples, the finding is that of the crate \`app\`.`,
    areas: rustAreas.map(({ title, rules }) => ({ title, rules: rules.map(withChangesOnly) })),
  },
];

function renderPage({ tool, intro, areas }: Page): string {
  const contents = areas.flatMap(({ title, rules }) => [
    `| **${title.replace(/^Check /, '')}** | | |`,
    ...rules.map(({ id, level, summary }) => `| [\`${id}\`](#${anchor(id)}) | ${level} | ${summary} |`),
  ]);
  const sections = areas.flatMap(({ title, rules }) => [`## ${title}`, ...rules.map(renderRule)]);
  const table = ['| rule | level | |', '| --- | --- | --- |', ...contents].join('\n');
  return [`# Rules of \`@hone/${tool}\``, NOTICE, intro, table, ...sections].join('\n\n');
}

/** The anchor that GitHub gives the heading \`python/x\`. */
function anchor(id: string): string {
  return id.replace(/[^\w-]/g, '');
}

function renderRule({ id, summary, reason, level, hint, bad, good, options, fix, specification }: Rule): string {
  return [
    `### \`${id}\``,
    `${summary} (${level})`,
    `**Why.** ${reason}`,
    ...(hint === undefined ? [] : [`**What to do.** ${hint}`]),
    ...(fix === undefined ? [] : [`**Fix.** ${fix}`]),
    ...(specification === undefined ? [] : [`**Specification.** <${specification}>`]),
    ...(options === undefined ? [] : [`With the options \`${JSON.stringify(options)}\`:`]),
    ...renderExample('Found', bad),
    ...(Object.keys(bad).length === 0 ? [] : renderExample('Right', good)),
  ].join('\n\n');
}

/** The same rule with an example that holds only what differs between wrong and right. */
function withChangesOnly(rule: Rule): Rule {
  const { bad, good } = rule;
  const changed = (one: Rule['bad'], other: Rule['bad']) =>
    Object.fromEntries(Object.entries(one).filter(([file, text]) => text !== other[file]));
  const [wrong, right] = [changed(bad, good), changed(good, bad)];
  return Object.keys(wrong).length === 0 ? { ...rule, good: right } : { ...rule, bad: wrong, good: right };
}

const LANGUAGES: readonly (readonly [RegExp, string])[] = [
  [/\.(toml|lock)$/, 'toml'],
  [/\.py$/, 'python'],
  [/\.rs$/, 'rust'],
];

function renderExample(title: string, example: Rule['bad']): string[] {
  return Object.entries(example).map(([file, text]) => {
    const language = LANGUAGES.find(([pattern]) => pattern.test(file))?.[1] ?? 'text';
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

for (const page of PAGES) {
  const target = fileURLToPath(new URL(`../../docs/${page.tool}/rules.md`, import.meta.url));
  const options = await resolveConfig(target);
  const text = await format(renderPage(page), { ...options, parser: 'markdown' });
  if (existsSync(target) && readFileSync(target, 'utf8') === text) continue;
  if (process.argv.includes('--check')) {
    console.error(`docs/${page.tool}/rules.md is out of date, run: ${COMMAND}`);
    process.exitCode = 1;
  } else {
    writeFileSync(target, text);
  }
}
