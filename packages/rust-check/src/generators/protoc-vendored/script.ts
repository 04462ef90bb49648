import { type BuildScript, readBuildScript, type ScriptFunction } from '../../engine/build-tools/build-script/read.js';
import { refuse } from '../shared/refuse.js';

/** A build script with its `main`. */
export interface Script extends BuildScript {
  file: string;
  main: ScriptFunction;
}

/** Names of the crates and calls that show that a script gets by without an installed protoc. */
const SUPPLIED =
  /\b(protoc_bin_vendored|protobuf_src|protox|protoc_prebuilt|protoc_fetcher|compile_fds|skip_protoc_run)\b/;

/** Takes a build script apart. @throws HoneError when it has no `main` of its own */
export function readScript(text: string, file: string): Script {
  const script = readBuildScript(text);
  const mains = script.functions.filter(({ name, method }) => name === 'main' && !method);
  const [main] = mains;
  return main && mains.length === 1
    ? { ...script, file, main }
    : refuse(
        `${file} is not recognised: it has ${mains.length === 0 ? 'no' : 'more than one'} \`fn main()\`.`,
        'Set PROTOC at its beginning by hand: see https://docs.rs/protoc-bin-vendored.',
      );
}

/** What in a script supplies a protoc already. */
export function suppliedBy({ code, text }: Pick<BuildScript, 'code' | 'text'>): string | undefined {
  return SUPPLIED.exec(code)?.[1] ?? /\bset_var\s*\(\s*"(PROTOC)"/.exec(text)?.[1];
}

/** Puts statements at the beginning of `main`, indented as it is. Lines are given without indentation. */
export function prependToMain({ text, main }: Script, lines: readonly string[]): string {
  const eol = text.includes('\r\n') ? '\r\n' : '\n';
  const body = text.slice(main.body.start + 1, main.body.end);
  const indent = /^[^\S\r\n]*\r?\n(?:[^\S\r\n]*\r?\n)*([^\S\r\n]+)\S/.exec(body)?.[1] ?? '    ';
  const unit = indent.startsWith('\t') ? '\t' : '    ';
  const block = lines.map((line) =>
    line === '' ? '' : indent + line.replace(/^(?: {4})+/, (deep) => unit.repeat(deep.length / 4)),
  );
  const oneLine = !/^\s*?\r?\n/.test(body);
  const rest = oneLine
    ? `${eol}${body.trim() === '' ? '' : indent}${body.trimStart()}`
    : body.replace(/^[^\S\r\n]*(?=\r?\n)/, '');
  const closed = oneLine && !rest.endsWith('\n') ? rest.trimEnd() + (body.trim() === '' ? '' : eol) : rest;
  return text.slice(0, main.body.start + 1) + eol + block.join(eol) + closed + text.slice(main.body.end);
}
