// Compares the check `metadata` with validate-pyproject on single changes of one pyproject.toml, and on real files.
//
//   python3 -m venv VENV && VENV/bin/pip install 'validate-pyproject[all]'
//   PYTHON=VENV/bin/python node --conditions=@hone/source --import tsx \
//     tools/oracles/python-metadata/compare-validate-pyproject.mts [pyproject.toml …]
import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { checkMetadata } from '../../../packages/python-validate/src/engine/checks/metadata/index.js';
import { withExample } from '../../../packages/python-validate/src/engine/checks/metadata/fixtures/example-project.js';
import { basePyproject, knownDifferences, mutations } from './pyproject-mutations.mjs';

const python = process.env['PYTHON'] ?? 'python3';

/** Rules on what the schema can't know: files, sources, other fields, meaning. */
const BEYOND_SCHEMA =
  /readme-invalid|license-(files|classifier)|entry-point-unresolved|dependency-|marker-|uv-|poetry-|manifest-problem/;

/** The examples have no folders. */
const ON_DISK = /is no folder of the project/;

function theirVerdicts(texts: readonly string[]): (string | null)[] {
  const script = fileURLToPath(new URL('validate_pyproject_verdicts.py', import.meta.url));
  const input = texts.map((text) => `${JSON.stringify(text)}\n`).join('');
  const { stdout, stderr, status } = spawnSync(python, [script], { input, encoding: 'utf8', maxBuffer: 1 << 28 });
  if (status !== 0) throw new Error(`validate-pyproject could not run: ${stderr}`);
  return stdout
    .trimEnd()
    .split('\n')
    .map((line) => JSON.parse(line) as string | null);
}

async function ourErrors(text: string): Promise<string[]> {
  return withExample({ 'pyproject.toml': text }, async (project) => {
    const result = (await checkMetadata([project], new AbortController().signal)).get(project);
    return (result?.diagnostics ?? [])
      .filter(
        ({ level, ruleId, message }) => level === 'error' && !BEYOND_SCHEMA.test(ruleId) && !ON_DISK.test(message),
      )
      .map(({ ruleId, message }) => `${ruleId}: ${message}`);
  });
}

if (spawnSync(python, ['-c', 'import validate_pyproject']).status !== 0) {
  console.warn('SKIPPED compare-validate-pyproject: validate-pyproject is missing: set PYTHON to a Python that has it');
  process.exit(0);
}
const cases = [
  ...mutations.map(({ label, from, to }) => {
    if (!basePyproject.includes(from)) throw new Error(`The change "${label}" finds nothing to change`);
    return { label, text: basePyproject.replace(from, () => to) };
  }),
  ...process.argv.slice(2).map((file) => ({ label: file, text: readFileSync(file, 'utf8') })),
];
const theirs = theirVerdicts(cases.map(({ text }) => text));
const counts = { agreed: 0, known: 0, wrong: 0 };
for (const [i, { label, text }] of cases.entries()) {
  const ours = await ourErrors(text);
  if ((theirs[i] === null) === (ours.length === 0)) counts.agreed++;
  else if (label in knownDifferences) counts.known++;
  else {
    counts.wrong++;
    console.log(`DIFFERS ${label}\n  theirs: ${theirs[i] ?? 'valid'}\n  ours:   ${ours.join(' | ') || 'valid'}`);
  }
}
console.log(
  `${cases.length} files: ${counts.agreed} verdicts agree, ${counts.known} known differences, ${counts.wrong} wrong`,
);
if (counts.wrong > 0) process.exitCode = 1;
