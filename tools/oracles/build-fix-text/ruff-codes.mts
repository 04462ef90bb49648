/**
 * Writes the table by which names of ruff's rules (`--preview` prints them) become codes.
 *
 *     RUFF=<ruff> npx tsx tools/oracles/build-fix-text/ruff-codes.mts
 *
 * Facts only, from `ruff rule --all`.
 */
import { execFileSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

const target = fileURLToPath(
  new URL('../../../packages/build-fix/src/engine/formats/ruff-codes.json', import.meta.url),
);
const text = execFileSync(process.env['RUFF'] ?? 'ruff', ['rule', '--all', '--output-format', 'json'], {
  encoding: 'utf8',
  maxBuffer: 1 << 28,
});
const rules = JSON.parse(text) as { name: string; code: string }[];
const codes = rules.map(({ name, code }) => [name, code] as const).sort(([a], [b]) => (a < b ? -1 : 1));
writeFileSync(target, `${JSON.stringify(Object.fromEntries(codes), null, 2)}\n`);
console.log(`${codes.length} rules`);
