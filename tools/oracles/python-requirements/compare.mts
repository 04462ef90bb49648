/**
 * Development check: our readers of requirements, versions, specifiers and markers against the `packaging` library.
 *
 *   npx tsx --conditions=@hone/source tools/oracles/python-requirements/compare.mts [python] [cases of each kind]
 *
 * `python` is an interpreter that has `packaging` 26.1 or later. Prints each difference, and fails when there is one.
 */
import { spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import {
  compareVersions,
  evaluateMarker,
  markerIsNeverTrue,
  parseMarker,
  parseRequirement,
  parseSpecifier,
  parseVersion,
  renderVersion,
  satisfies,
  specifierIsEmpty,
} from '@hone/core/manifests';
import { generateCases, type Cases } from './cases.mts';

const [python = 'python3', size = '3000'] = process.argv.slice(2);
const cases = generateCases(Number(size));
const run = spawnSync(python, [fileURLToPath(new URL('answers.py', import.meta.url))], {
  input: JSON.stringify(cases),
  encoding: 'utf8',
  maxBuffer: 1 << 28,
});
if (run.status !== 0) throw new Error(`The oracle failed: ${run.stderr}`);
const expected = JSON.parse(run.stdout) as Record<keyof Cases, unknown[]>;

const answers: { [K in keyof Cases]: (input: Cases[K][number]) => unknown } = {
  requirements: (text) => {
    const parsed = parseRequirement(text);
    if ('error' in parsed) return null;
    const specifier = [...new Set(parsed.specifier.split(',').filter(Boolean))].sort();
    return {
      name: parsed.normalizedName,
      extras: parsed.extras,
      specifier,
      url: parsed.url ?? null,
      marker: parsed.marker !== undefined,
    };
  },
  versions: (text) => {
    const parsed = parseVersion(text);
    return parsed ? renderVersion(parsed) : null;
  },
  orders: ([a, b]) => Math.sign(compareVersions(parseVersion(a)!, parseVersion(b)!)),
  contains: ([set, version]) => ('error' in parseSpecifier(set) ? null : satisfies(version, set)),
  unsatisfiable: (set) => ('error' in parseSpecifier(set) ? null : specifierIsEmpty(set)),
  markers: ([text, environment]) => {
    const marker = parseMarker(text);
    if ('error' in marker) return 'invalid';
    return evaluateMarker(marker, environment) ?? null;
  },
};

let differences = 0;
for (const kind of Object.keys(answers) as (keyof Cases)[]) {
  let wrong = 0;
  cases[kind].forEach((input, i) => {
    const ours = JSON.stringify(answers[kind](input as never));
    const theirs = JSON.stringify(expected[kind][i]);
    // Where `packaging` gives up on a part of a marker, we may still know what the whole is.
    const gaveUp = kind === 'markers' && theirs === 'null';
    // `packaging` takes a comma after `===1.0` for a part of the version, and then fails on the space after it.
    const swallowed = kind === 'requirements' && /===\s*[^\s;)]*,/.test(String(input));
    if (ours !== theirs && !gaveUp && !swallowed && wrong++ < 15)
      console.log(`${kind}: ${JSON.stringify(input)}\n  ours   ${ours}\n  theirs ${theirs}`);
  });
  console.log(`${kind}: ${cases[kind].length} cases, ${wrong} differences`);
  differences += wrong;
}

const contradicted = cases.markers.filter(([text], i) => {
  const marker = parseMarker(text);
  return !('error' in marker) && markerIsNeverTrue(marker) && expected.markers[i] === true;
});
console.log(`never true: ${contradicted.length} markers called so that hold somewhere`);
process.exitCode = differences + contradicted.length > 0 ? 1 : 0;
