// Compares the Dockerfile rules with published test cases of hadolint and BuildKit (../shared/oracles beside the
// repository, or the folder in HONE_ORACLES), prints figures and what differs, and fails below the level required.
// Run: node --conditions=@hone/source --import tsx tools/oracles/docker-lint/compare.mts
import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseIgnoreFile } from '../../../packages/docker-multistage/src/engine/lint/config/ignore-file.js';
import { emptyContext } from '../../../packages/docker-multistage/src/engine/lint/context.js';
import type { LabelKind } from '../../../packages/docker-multistage/src/engine/lint/context.js';
import { parseDockerfile } from '../../../packages/docker-multistage/src/engine/dockerfile/index.js';
import { defaultSettings, lintDockerfile } from '../../../packages/docker-multistage/src/engine/lint/lint-file.js';
import { allRules, buildkitRules } from '../../../packages/docker-multistage/src/engine/lint/rules/index.js';
import { explained } from './explained.mjs';

const root = fileURLToPath(new URL('../../../', import.meta.url));
const folder = process.env['HONE_ORACLES'] ?? path.join(root, '../shared/oracles');

interface HadolintCase {
  rule: string;
  onbuild: boolean;
  expect: boolean;
  dockerfile: string;
  config: string | null;
  title: string;
}
interface BuildkitCase {
  test: string;
  dockerfile: string;
  dockerignore: string | null;
  warnings: { rule: string; line: number; detail: string | null }[];
  build_err: string | null;
  build_err_line: number | null;
  frontend_attrs: Record<string, string>;
}
interface PageCase {
  rule: string;
  good: boolean;
  dockerfile: string;
}

/** A case that came out otherwise. */
interface Miss {
  key: string;
  dockerfile: string;
  expected: string;
  found: string;
}

function read<T>(name: string): T[] {
  return JSON.parse(readFileSync(path.join(folder, name), 'utf8')) as T[];
}

/** Rules that are off by default are on here. */
const everythingOn = new Map(
  allRules.filter(({ severity }) => severity === 'ignore').map(({ id }) => [id, 'warning' as const]),
);

function hadolintMisses(cases: readonly HadolintCase[]): Miss[] {
  return cases.flatMap(({ rule, onbuild, expect, dockerfile, config, title }) => {
    const text = onbuild ? wrapRuns(dockerfile) : dockerfile;
    const found = lintDockerfile({
      file: 'Dockerfile',
      text,
      context: { ...emptyContext, ...readHaskell(config ?? '') },
      settings: { ...defaultSettings, severities: everythingOn },
    });
    const fires = found.some(({ ruleId }) => ruleId === rule);
    if (fires === expect) return [];
    const key = `${rule}: ${title}${onbuild ? ' (ONBUILD)' : ''}`;
    return [{ key, dockerfile: text, expected: expect ? 'found' : 'silent', found: fires ? 'found' : 'silent' }];
  });
}

/** As hadolint's tests do: every RUN, and nothing else, becomes a trigger. */
function wrapRuns(text: string): string {
  const starts = parseDockerfile(text).instructions.filter(({ keyword }) => keyword === 'RUN');
  return starts.reduceRight((wrapped, { start }) => `${wrapped.slice(0, start)}ONBUILD ${wrapped.slice(start)}`, text);
}

/** The configuration of a case is Haskell. */
function readHaskell(config: string) {
  const registries = /allowedRegistries = \[([^\]]*)\]/.exec(config)?.[1] ?? '';
  const labels = [...config.matchAll(/\("([^"]+)", (?:Rule\.)?(\w+)\)/g)];
  const kinds: Record<string, LabelKind> = { rawtext: 'text', githash: 'hash' };
  return {
    trustedRegistries: [...registries.matchAll(/"([^"]*)"/g)].map((match) => match[1]!),
    labelSchema: new Map(
      labels.map(
        ([, label, kind]) => [label!, kinds[kind!.toLowerCase()] ?? (kind!.toLowerCase() as LabelKind)] as const,
      ),
    ),
    strictLabels: /strictLabels = True/.test(config),
  };
}

function buildkitMisses(cases: readonly BuildkitCase[]): Miss[] {
  return cases.flatMap(
    ({ test, dockerfile, dockerignore, warnings, build_err, build_err_line, frontend_attrs }, at) => {
      const check = frontend_attrs['build-arg:BUILDKIT_DOCKERFILE_CHECK'];
      const diagnostics = lintDockerfile({
        file: 'Dockerfile',
        text: dockerfile,
        context: { ...emptyContext, ignoreFile: dockerignore === null ? undefined : parseIgnoreFile(dockerignore) },
        settings: { ...defaultSettings, ...(check === undefined ? {} : { check }) },
      });
      const found = diagnostics
        .filter(({ ruleId }) => buildkitRules.some(({ id }) => id === ruleId))
        .map(({ ruleId, location }) => `${ruleId}@${location?.region?.start.line}`);
      const expected = warnings.map(({ rule, line }) => `${rule}@${line}`);
      // A build that must fail for its text has to have an error on that line.
      const errors = diagnostics
        .filter(({ level }) => level === 'error')
        .map(({ location }) => location?.region?.start.line);
      const parse =
        build_err !== null && /parse error|lint violation/.test(build_err) && !errors.includes(build_err_line ?? -1);
      if (parse) expected.push(`error@${build_err_line}`);
      const [a, b] = [expected.sort().join(' '), found.sort().join(' ')];
      return a === b ? [] : [{ key: `${test} #${at}`, dockerfile, expected: a, found: b }];
    },
  );
}

function pageMisses(cases: readonly PageCase[]): Miss[] {
  return cases.flatMap(({ rule, good, dockerfile }, at) => {
    const id = allRules.find(
      (known) => known.source === 'buildkit' && known.id.toLowerCase() === rule.replaceAll('-', ''),
    )?.id;
    // The page switches an experimental check on in its text.
    const settings = { ...defaultSettings, check: 'experimental=all' };
    const found = lintDockerfile({ file: 'Dockerfile', text: dockerfile, context: emptyContext, settings });
    const fires = found.some(({ ruleId }) => ruleId === id);
    if (id !== undefined && fires === !good) return [];
    return [
      { key: `${rule} #${at}`, dockerfile, expected: good ? 'silent' : 'found', found: fires ? 'found' : 'silent' },
    ];
  });
}

function report(name: string, total: number, misses: readonly Miss[], required: number): void {
  const right = total - misses.length;
  const share = (100 * right) / total;
  console.log(`${name}: ${right} of ${total} right (${share.toFixed(1)}%), required ${required}%`);
  for (const { key, dockerfile, expected, found } of misses) {
    console.log(
      `  ${key}\n    ${JSON.stringify(dockerfile)}\n    expected ${expected || 'nothing'}, found ${found || 'nothing'}`,
    );
    console.log(`    reason: ${explained[key] ?? 'not explained'}`);
  }
  const unexplained = misses.filter(({ key }) => explained[key] === undefined).length;
  if ((100 * (total - unexplained)) / total < required) process.exitCode = 1;
}

if (existsSync(folder)) {
  const hadolint = read<HadolintCase>('hadolint-cases.json');
  const buildkit = read<BuildkitCase>('buildkit-check-cases.json');
  const pages = read<PageCase>('buildkit-rule-doc-cases.json');
  report('hadolint', hadolint.length, hadolintMisses(hadolint), 95);
  report('BuildKit check cases', buildkit.length, buildkitMisses(buildkit), 100);
  report('BuildKit rule pages', pages.length, pageMisses(pages), 100);
} else {
  console.error(`The oracles are not there: ${folder}. Say where with HONE_ORACLES.`);
  process.exitCode = 1;
}
