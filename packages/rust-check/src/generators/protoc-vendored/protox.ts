import path from 'node:path';
import { closingParenthesis } from '../../engine/build-tools/build-script/reach.js';
import { blocksAround } from '../../engine/build-tools/build-script/read.js';
import { refuse } from '../shared/refuse.js';
import { prependToMain, readScript, type Script } from './script.js';

/** One call of `compile_protos`, by offsets in the script. */
interface Call {
  /** Of the name. */
  start: number;
  /** Behind the closing parenthesis. */
  end: number;
  files: string;
  includes: string;
}

/** Lets protox compile the .proto files, and hands what it read to the code generator. @throws HoneError */
export function useProtox(script: Script): string {
  const calls = findCalls(script);
  if (calls.length === 0 || /\bcompile(?:_protos)?_with_config\s*\(|\.\s*load_fds\s*\(/.test(script.code)) {
    refuse(
      `${script.file} is not recognised: only calls of \`compile_protos\` can be given to protox.`,
      'Use `--with=protoc-bin-vendored`, or change it by hand: see https://docs.rs/protox.',
    );
  }
  const rewritten = [...calls].reverse().reduce((text, call) => {
    const compiled = `compile_fds(protox::compile(${call.files}, ${call.includes})${onError(script, call.start)})`;
    return text.slice(0, call.start) + compiled + text.slice(call.end);
  }, script.text);
  const reruns = rerunLines(script, calls);
  return reruns.length === 0 ? rewritten : prependToMain(readScript(rewritten, script.file), [...reruns, '']);
}

function findCalls(script: Script): Call[] {
  return [...script.code.matchAll(/(?<=(?:\.|::)\s*)compile_protos\s*\(/g)].map((match) => {
    const from = match.index + match[0].length;
    const close = closingParenthesis(script.code, from);
    const parts = splitArguments(script, from, close);
    const [files, includes] = parts;
    const place = { start: match.index, end: close + 1 };
    if (files !== undefined && includes !== undefined && parts.length === 2) {
      return { ...place, files: owned(script, files, close), includes: owned(script, includes, close) };
    }
    // `tonic_build::compile_protos("proto/a.proto")`: the file's folder is the include path.
    const file = /^"([^"\\]+)"$/.exec(files ?? '')?.[1];
    if (parts.length === 1 && file !== undefined) {
      return { ...place, files: `["${file}"]`, includes: `["${path.posix.dirname(file)}"]` };
    }
    return refuse(
      `${script.file} is not recognised: \`compile_protos\` gets something else than files and include folders.`,
      'Use `--with=protoc-bin-vendored`, or change it by hand: see https://docs.rs/protox.',
    );
  });
}

/** protox takes the list itself, and clippy calls a borrow needless: of a literal, and of a variable used up here. */
function owned(script: Script, argument: string, offset: number): string {
  const literal = argument.replace(/^&\s*\[/, '[');
  const name = /^&\s*([a-z_]\w*)$/.exec(argument)?.[1];
  if (name === undefined) return literal;
  const again = new RegExp(`\\b${name}\\b`).test(script.code.slice(offset, script.main.body.end));
  const loops = blocksAround(script, offset).some(({ header }) =>
    /\b(?:for|while|loop)\b|\|/.test(script.code.slice(header.start, header.end)),
  );
  return again || loops ? argument : name;
}

function splitArguments({ text, code }: Script, from: number, to: number): string[] {
  const commas = [from - 1];
  let depth = 0;
  for (let at = from; at < to; at++) {
    const character = code.charAt(at);
    if ('([{'.includes(character)) depth++;
    else if (')]}'.includes(character)) depth--;
    else if (character === ',' && depth === 0) commas.push(at);
  }
  return commas.map((comma, i) => text.slice(comma + 1, commas[i + 1] ?? to).trim()).filter((part) => part !== '');
}

/** What the function around a call does with an error of another type. */
function onError(script: Script, offset: number): string {
  const around = blocksAround(script, offset);
  const inside = around.find((block) => script.functions.some(({ body }) => body === block));
  const head = inside ? script.code.slice(inside.header.start, inside.header.end) : '';
  const inClosure = around
    .slice(0, inside ? around.indexOf(inside) : 0)
    .some(({ header }) => script.code.slice(header.start, header.end).includes('|'));
  if (!inClosure && /Box\s*<\s*dyn|\banyhow\b|\beyre\b|\bmiette\b/.test(head)) return '?';
  if (!inClosure && /->\s*(?:std::)?io::Result/.test(head)) return '.map_err(std::io::Error::other)?';
  return '.expect("the .proto files can be compiled")';
}

/** protoc's callers name the files to cargo, `compile_fds` does not; without a line cargo looks at the whole package. */
function rerunLines({ code, text }: Script, calls: readonly Call[]): string[] {
  const lists = calls.flatMap(({ files, includes }) => [files, includes]);
  const literal = lists.every((list) => /^\[(?:\s*"[^"\\{}]*"\s*,?)*\s*\]$/.test(list));
  if (!literal || (/\brerun-if-changed\b/.test(text) && code.includes('println!'))) return [];
  const paths = lists.flatMap((list) => [...list.matchAll(/"([^"]*)"/g)].map(([, one = '']) => one));
  return [...new Set(paths)]
    .filter((one) => one !== '.' && one !== '')
    .map((one) => `println!("cargo:rerun-if-changed=${one}");`);
}
