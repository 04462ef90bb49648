import { HoneError } from '@hone/core/diagnostics';
import { parseYaml } from '../yaml/parse-yaml.js';
import { compileFormat, type FormatOptions, type LineOf } from './compile-format.js';
import { readSchema } from './our-formats.js';
import type { CompiledFormat, FormatDocument } from './types.js';

/**
 * Reads a format.
 *
 * @param text YAML
 * @param file its name, for messages
 * @throws HoneError naming the file and the line
 */
export function parseFormat(text: string, file: string, options: FormatOptions = {}): CompiledFormat {
  const { document, lineOf } = parseFormatDocument(text, file);
  return compileFormat(document, file, lineOf, options);
}

/** A format as it is written, with its examples. @throws HoneError naming the file and the line */
export function parseFormatDocument(text: string, file: string): { document: FormatDocument; lineOf: LineOf } {
  const { value, lineOf } = parseYaml(text, file, readSchema());
  // The schema says that it has this shape.
  const document = value as FormatDocument;
  const id = file.replace(/^.*\//, '').replace(/\.ya?ml$/, '');
  if (document.id !== id) {
    throw new HoneError(`The id \`${document.id}\` is not the file's name, \`${id}\`.`, { file, line: lineOf(['id']) });
  }
  return { document, lineOf };
}
