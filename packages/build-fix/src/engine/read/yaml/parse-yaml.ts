import { HoneError } from '@hone/core/diagnostics';
import { isMap, isScalar, isSeq, LineCounter, type Node, parseDocument, visit } from 'yaml';
import type { JsonSchema } from './schema.js';
import { validateNode } from './validate.js';

/** A document that fits its schema. */
export interface YamlDocument {
  value: unknown;
  /** 1-based line of the value under a path of keys and indexes, of the nearest one above it where there is none. */
  lineOf(path: readonly (string | number)[]): number;
}

/**
 * Reads a YAML text and checks it against a schema.
 *
 * @param file its name, for messages
 * @throws HoneError for the first thing that is wrong, with its line; the others are in the hint
 */
export function parseYaml(text: string, file: string, schema: JsonSchema): YamlDocument {
  const lineCounter = new LineCounter();
  const document = parseDocument(text, { lineCounter, prettyErrors: false });
  const lineAt = (offset: number): number => Math.max(1, lineCounter.linePos(offset).line);
  const syntax = document.errors[0];
  if (syntax) {
    throw new HoneError(`This is not YAML: ${firstSentence(syntax.message)}`, {
      code: 'yaml/syntax',
      file,
      line: lineAt(syntax.pos[0]),
      hint: 'Patterns with a colon, a # or a backslash go in single quotes.',
    });
  }
  // What an alias stands for is checked like what is written out.
  visit(document, { Alias: (_, alias) => alias.resolve(document) });
  const problems = validateNode(document.contents as Node | null, schema, schema);
  problems.sort((a, b) => a.offset - b.offset);
  const [first, ...others] = problems;
  if (first) {
    throw new HoneError(first.message, {
      code: 'yaml/schema',
      file,
      line: lineAt(first.offset),
      ...(others.length > 0 && {
        hint: `Also: ${others
          .slice(0, 5)
          .map(({ offset, message }) => `line ${lineAt(offset)}: ${message}`)
          .join(' ')}`,
      }),
    });
  }
  return {
    value: document.toJS({ maxAliasCount: 100 }) as unknown,
    lineOf: (path) => lineAt(offsetOf(document.contents as Node | null, path)),
  };
}

function offsetOf(root: Node | null, path: readonly (string | number)[]): number {
  let node = root;
  let offset = root?.range?.[0] ?? 0;
  for (const step of path) {
    if (isMap(node)) {
      const pair = node.items.find(({ key }) => isScalar(key) && key.value === step);
      if (!pair) break;
      node = pair.value as Node | null;
      offset = (pair.value as Node | null)?.range?.[0] ?? (pair.key as Node).range?.[0] ?? offset;
    } else if (isSeq(node)) {
      node = (node.items[Number(step)] as Node | undefined) ?? null;
      offset = node?.range?.[0] ?? offset;
    } else break;
  }
  return offset;
}

const firstSentence = (text: string): string => {
  const line = text.split('\n', 1)[0] ?? text;
  return /[.!?]$/.test(line) ? line : `${line}.`;
};
