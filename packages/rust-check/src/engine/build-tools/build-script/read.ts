import { maskRust } from './mask.js';

/** A `{ … }` of a build script. Offsets are UTF-16 code units. */
export interface Block {
  start: number;
  /** Of the closing brace. */
  end: number;
  /** What stands before it since the last statement or block: `if cfg!(windows)`. */
  header: Span;
  parent?: Block;
}

export interface Span {
  start: number;
  end: number;
}

export interface ScriptFunction {
  name: string;
  body: Block;
  /** A method: who calls it cannot be told from its name. */
  method: boolean;
}

/** A build script, taken apart as far as it takes to say what is run whatever happens. */
export interface BuildScript {
  text: string;
  /** The same without comments and without what is in quotes; offsets are the same. */
  code: string;
  blocks: readonly Block[];
  functions: readonly ScriptFunction[];
}

/** Reads a build script; never fails, whatever the text. */
export function readBuildScript(text: string): BuildScript {
  const code = maskRust(text);
  const blocks = findBlocks(code);
  return { text, code, blocks, functions: findFunctions(code, blocks) };
}

function findBlocks(code: string): Block[] {
  const blocks: Block[] = [];
  let open: Block | undefined;
  let since = 0;
  for (let at = 0; at < code.length; at++) {
    const character = code[at];
    if (character === '{') {
      open = { start: at, end: code.length, header: { start: since, end: at }, ...(open && { parent: open }) };
      blocks.push(open);
    } else if (character === '}') {
      if (open) open.end = at;
      open = open?.parent;
    } else if (character !== ';') {
      continue;
    }
    since = at + 1;
  }
  return blocks;
}

const FUNCTION = /\bfn\s+([A-Za-z_]\w*)/;

function findFunctions(code: string, blocks: readonly Block[]): ScriptFunction[] {
  return blocks.flatMap((body) => {
    const name = FUNCTION.exec(code.slice(body.header.start, body.header.end))?.[1];
    if (name === undefined) return [];
    const outer = body.parent && code.slice(body.parent.header.start, body.parent.header.end);
    return [{ name, body, method: /\b(?:impl|trait)\b/.test(outer ?? '') }];
  });
}

/** Blocks around an offset, innermost first. */
export function blocksAround(script: BuildScript, offset: number): Block[] {
  return script.blocks.filter(({ start, end }) => start < offset && offset < end).sort((a, b) => b.start - a.start);
}

/** The beginning of the statement that an offset is in. */
export function statementStart(script: BuildScript, offset: number): number {
  for (let at = offset - 1; at >= 0; at--) if (';{}'.includes(script.code[at]!)) return at + 1;
  return 0;
}
