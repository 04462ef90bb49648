import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { runExample } from '../read/examples.js';
import { formatsFolder, isPart, parseFormat, parseFormatDocument } from '../read/format/index.js';
import type { EntryDocument, FormatDocument } from '../read/format/types.js';

const files = readdirSync(formatsFolder).filter((name) => name.endsWith('.yaml'));
const texts = new Map(files.map((name) => [name, readFileSync(join(formatsFolder, name), 'utf8')]));
const documents = files.map((name) => parseFormatDocument(texts.get(name)!, name).document);
const formats = files.map((name) => parseFormat(texts.get(name)!, name));
const readme = readFileSync(join(formatsFolder, 'README.md'), 'utf8');

describe.each(documents)('$id', ({ id, examples = [], entries }: FormatDocument) => {
  const own = formats.filter((format) => format.id === id);

  it.each(examples.map((example, index) => ({ name: example.summary ?? `example ${index + 1}`, example })))(
    'reads: $name',
    ({ example }) => {
      const { actual, expected } = runExample(example, own);
      expect(actual).toEqual(expected);
    },
  );

  it.each(examples.map((example, index) => ({ name: example.summary ?? `example ${index + 1}`, example })))(
    'no other format takes its lines: $name',
    ({ example }) => {
      const { actual, expected } = runExample(example, [...formats].sort(byPriority));
      const messages = actual.map(({ message }) => message);
      expect(expected.map(({ message }) => message).filter((message) => !messages.includes(message))).toEqual([]);
    },
  );

  it('stands in the README, with its rules and captures', () => {
    expect(examples.length, 'a format has an example').toBeGreaterThan(0);
    const row = readme.split('\n').find((line) => line.startsWith('|') && line.split('|')[1]!.includes(`\`${id}\``));
    expect(row, 'a row of the table of tools').toBeDefined();
    const rules = entries.flatMap(({ defaults }) => defaults?.rule ?? []).filter((rule) => !rule.includes('{'));
    expect(rules.filter((rule) => !row!.includes(`\`${rule}\``))).toEqual([]);
    const names = entries.flatMap(captureNames);
    expect(names.filter((name) => !readme.includes(`| \`${name}\` `))).toEqual([]);
  });
});

function byPriority(a: { priority: number; id: string }, b: { priority: number; id: string }): number {
  return b.priority - a.priority || (a.id < b.id ? -1 : 1);
}

function captureNames({ pattern, then = [], above }: EntryDocument): string[] {
  const patterns = [pattern, ...then.map((it) => it.pattern), above?.pattern ?? ''];
  const groups = patterns.flatMap((text) => [...text.matchAll(/\(\?<(\w+?)\d?>/g)].map(([, name]) => name!));
  return [...new Set(groups)].filter((name) => !isPart(name));
}
