/**
 * Holds what we read of a tool's text against what we read of its JSON or SARIF: the same entries, by file, place, level,
 * rule and message.
 *
 *     npx tsx --conditions=@hone/source tools/oracles/build-fix-text/compare.mts TEXT JSON FOLDER [PARTS]
 *
 * TEXT and JSON are two outputs of one tool over FOLDER. PARTS are those that the text has (default
 * `file,line,column,level,rule,message`). All our formats are on. Prints how many of each the other has not, and the first.
 *
 *     ruff check --isolated --select ALL --output-format concise . > text; ruff … --output-format json . > json
 *     eslint . > text; eslint -f json . > json
 *     pyright . > text; pyright --outputjson . > json
 *     mypy --show-column-numbers . > text; mypy --output json . > json
 *     cargo clippy > text 2>&1; cargo clippy --message-format json > json
 */
import { readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { createFileResolver, loadFormats, readLogText } from '../../../packages/build-fix/src/engine/read/index.js';
import type { LogEntry } from '../../../packages/build-fix/src/engine/types.js';

const [textFile, jsonFile, folderArgument, partsArgument] = process.argv.slice(2);
if (!textFile || !jsonFile || !folderArgument) throw new Error('usage: compare.mts TEXT JSON FOLDER [PARTS]');
const workspaceRoot = resolve(folderArgument);
const parts = (partsArgument ?? 'file,line,column,level,rule,message').split(',');
const formats = await loadFormats();

const texts = new Map<string, string | undefined>();
function sources(file: string): string | undefined {
  if (!texts.has(file)) texts.set(file, readText(file));
  return texts.get(file);
}
function readText(file: string): string | undefined {
  try {
    return readFileSync(join(workspaceRoot, file), 'utf8');
  } catch {
    return undefined;
  }
}

const resolveFile = createFileResolver({ workspaceRoot, exists: (file) => sources(file) !== undefined });
const read = (file: string): LogEntry[] =>
  readLogText(readFileSync(file, 'utf8'), { formats, workspaceRoot, sources, resolve: resolveFile });

function keyOf({ diagnostic: { location, level, ruleId, message } }: LogEntry): string {
  const start = location?.region?.start;
  const all: Record<string, unknown> = {
    file: location?.file,
    line: start?.line,
    column: start?.column,
    level,
    rule: ruleId,
    message: message.replaceAll(/\s+/g, ' ').trim().replace(/\.$/, ''),
  };
  return parts.map((part) => String(all[part])).join(' | ');
}

function count(entries: readonly LogEntry[]): Map<string, number> {
  const counts = new Map<string, number>();
  for (const key of entries.map(keyOf)) counts.set(key, (counts.get(key) ?? 0) + 1);
  return counts;
}

const [ours, theirs] = [read(textFile), read(jsonFile)];
const missing = (from: Map<string, number>, of: Map<string, number>): string[] =>
  [...of].flatMap(([key, times]) => new Array<string>(Math.max(0, times - (from.get(key) ?? 0))).fill(key));
// cargo prints what is the same only once.
const once = (counts: Map<string, number>): Map<string, number> => new Map([...counts.keys()].map((key) => [key, 1]));
const [inText, inJson] = [once(count(ours)), once(count(theirs))];
const [lost, invented] = [missing(inText, inJson), missing(inJson, inText)];
console.log(`text ${ours.length}, JSON ${theirs.length}: ${lost.length} only in JSON, ${invented.length} only in text`);
for (const key of lost.slice(0, 10)) console.log(`  JSON  ${key.slice(0, 300)}`);
for (const key of invented.slice(0, 10)) console.log(`  text  ${key.slice(0, 300)}`);
process.exitCode = lost.length + invented.length > 0 ? 1 : 0;
