import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { runExample } from '../read/examples.js';
import { captureNames, formatsFolder, parseFormat, parseFormatDocument } from '../read/format/index.js';
import type { FormatDocument } from '../read/format/types.js';

const files = readdirSync(formatsFolder).filter((name) => name.endsWith('.yaml'));
const texts = new Map(files.map((name) => [name, readFileSync(join(formatsFolder, name), 'utf8')]));
const documents = files.map((name) => parseFormatDocument(texts.get(name)!, name).document);
const formats = files.map((name) => parseFormat(texts.get(name)!, name, { folder: formatsFolder }));
/** The captures that the README's table explains. */
const readme = readFileSync(join(formatsFolder, 'README.md'), 'utf8');
const vocabulary = new Set([...readme.matchAll(/^\| `(\w+)` /gm)].map(([, name]) => name!));

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

  it('has an example, and captures of the vocabulary alone', () => {
    expect(examples.length).toBeGreaterThan(0);
    const names = new Set(entries.flatMap(captureNames));
    expect([...names].filter((name) => !vocabulary.has(name))).toEqual([]);
  });
});

function byPriority(a: { priority: number; id: string }, b: { priority: number; id: string }): number {
  return b.priority - a.priority || (a.id < b.id ? -1 : 1);
}
