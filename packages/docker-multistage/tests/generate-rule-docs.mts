// Writes docs/docker-multistage/rules.md from the rules themselves, so that the page can't drift.
// With --check it writes nothing and fails when the page is out of date.
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { format, resolveConfig } from 'prettier';
import type { Example, Rule } from '../src/engine/lint/rule.js';
import { helpUriOf } from '../src/engine/lint/rule.js';
import { buildkitRules, dockerRules, hadolintRules } from '../src/engine/lint/rules/index.js';
import { problemRules } from '../src/engine/lint/rules/problems.js';

const TARGET = fileURLToPath(new URL('../../../docs/docker-multistage/rules.md', import.meta.url));

const COMMAND = 'node --conditions=@hone/source --import tsx packages/docker-multistage/tests/generate-rule-docs.mts';

const INTRO = `<!-- Generated from the rules by packages/docker-multistage/tests/generate-rule-docs.mts. Do not edit. -->

What \`@hone/docker-multistage:lint\` reports. BuildKit's checks have their own names and hadolint's rules their own ids and
default severities, so that the comments and configuration that a project has for them go on working. \`info\` and
\`style\` are notes; \`off\` is off unless a configuration gives it a severity. Any level can be changed with the option
\`severities\`.`;

type Shown = Pick<Rule, 'id' | 'source' | 'summary' | 'reason' | 'severity'> & Partial<Rule>;

const AREAS: readonly { title: string; rules: readonly Shown[] }[] = [
  { title: 'Ours', rules: dockerRules },
  { title: "BuildKit's checks", rules: buildkitRules },
  { title: "hadolint's rules", rules: hadolintRules },
  { title: 'What cannot be read', rules: problemRules },
];

function renderPage(): string {
  const contents = AREAS.flatMap(({ title, rules }) => [
    `| **${title}** | | |`,
    ...rules.map((rule) => `| [\`${rule.id}\`](#${anchor(rule.id)}) | ${levelText(rule)} | ${rule.summary} |`),
  ]);
  const sections = AREAS.flatMap(({ title, rules }) => [`## ${title}`, ...rules.map(renderRule)]);
  const table = ['| rule | level | |', '| --- | --- | --- |', ...contents].join('\n');
  return ['# Rules of `@hone/docker-multistage`', INTRO, table, ...sections].join('\n\n');
}

function levelText({ severity, experimental }: Shown): string {
  return experimental ? 'experimental' : severity === 'ignore' ? 'off' : severity;
}

/** The anchor that GitHub gives a heading. */
function anchor(id: string): string {
  return id.toLowerCase().replace(/[^\w-]/g, '');
}

function renderRule(rule: Shown): string {
  const { id, summary, reason, bad, good, fix } = rule;
  const uri = helpUriOf(rule);
  return [
    `### \`${id}\``,
    `${summary} (${levelText(rule)})`,
    `**Why.** ${reason}`,
    ...(fix === undefined ? [] : [`**Fix.** ${fix}`]),
    ...(uri === undefined ? [] : [`**From.** <${uri}>`]),
    ...renderExample('Found', bad),
    ...renderExample('Right', good),
  ].join('\n\n');
}

function renderExample(title: string, example: string | Example | undefined): string[] {
  if (example === undefined) return [];
  const { dockerfile, dockerignore, config, outsideClosure } =
    typeof example === 'string' ? { dockerfile: example } : example;
  const block = (what: string, language: string, text: string) =>
    `${what}:\n\n\`\`\`${language}\n${text.trimEnd()}\n\`\`\``;
  return [
    block(title, 'dockerfile', dockerfile),
    ...(dockerignore === undefined ? [] : [block('With `.dockerignore`', 'text', dockerignore)]),
    ...(config === undefined ? [] : [block('With `.hadolint.yaml`', 'yaml', config)]),
    ...(outsideClosure === undefined
      ? []
      : [block('With the option `outsideClosure`', 'json', JSON.stringify(outsideClosure))]),
  ];
}

const options = await resolveConfig(TARGET);
const page = await format(renderPage(), { ...options, parser: 'markdown' });
if (!existsSync(TARGET) || readFileSync(TARGET, 'utf8') !== page) {
  if (process.argv.includes('--check')) {
    console.error(`docs/docker-multistage/rules.md is out of date, run: ${COMMAND}`);
    process.exitCode = 1;
  } else {
    writeFileSync(TARGET, page);
  }
}
