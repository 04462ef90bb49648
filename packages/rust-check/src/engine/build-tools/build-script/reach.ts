import { type ConditionFacts, every, judgeCfg, judgeIf, not, some, type Truth } from './conditions.js';
import { type Block, blocksAround, type BuildScript, type ScriptFunction, statementStart } from './read.js';

/**
 * Whether a build script gets to an offset: `true` only when it does whatever happens, `false` only when it never does.
 * Functions are followed from `main` by name; what lies in closures, `match` arms, `else` and behind conditions that
 * hang on anything but features, `cfg` and plain environment variables can't be told.
 */
export function isReached(script: BuildScript, offset: number, facts: ConditionFacts): Truth {
  return reach(script, offset, facts, []);
}

function reach(script: BuildScript, offset: number, facts: ConditionFacts, path: readonly ScriptFunction[]): Truth {
  const inside = functionAround(script, offset);
  if (!inside || inside.method || path.includes(inside)) return undefined;
  const here = every([
    withinFunction(script, offset, inside, facts),
    every(exitsBefore(script, offset, inside).map((exit) => not(withinFunction(script, exit, inside, facts)))),
  ]);
  if (here === false) return false;
  const called = inside.name === 'main' ? true : isCalled(script, inside, facts, [...path, inside]);
  return every([here, called, judgeAttributes(script, inside.body.header, facts)]);
}

function functionAround(script: BuildScript, offset: number): ScriptFunction | undefined {
  const around = blocksAround(script, offset);
  for (const block of around) {
    const found = script.functions.find(({ body }) => body === block);
    if (found) return found;
  }
  return undefined;
}

/** Whether one of its calls is reached. */
function isCalled(
  script: BuildScript,
  { name }: ScriptFunction,
  facts: ConditionFacts,
  path: readonly ScriptFunction[],
): Truth {
  const calls = [...script.code.matchAll(new RegExp(`(?<!\\bfn\\s+)(?<![\\w.])${name}\\s*\\(`, 'g'))];
  return some(calls.map(({ index }) => reach(script, index, facts, path)));
}

/** Places before an offset in its function where the script may end. */
function exitsBefore(script: BuildScript, offset: number, { body }: ScriptFunction): number[] {
  const before = script.code.slice(body.start, offset);
  return [...before.matchAll(/\breturn\b|\bprocess::exit\s*\(/g)]
    .map(({ index }) => body.start + index)
    .filter((at) => statementStart(script, at) !== statementStart(script, offset))
    .filter((at) => functionAround(script, at)?.body === body);
}

function withinFunction(script: BuildScript, offset: number, { body }: ScriptFunction, facts: ConditionFacts): Truth {
  const blocks = blocksAround(script, offset).filter((block) => block.start > body.start);
  return every([judgePrefix(script, offset, facts), ...blocks.map((block) => judgeHeader(script, block, facts))]);
}

/** What stands before an offset in its own statement. */
function judgePrefix(script: BuildScript, offset: number, facts: ConditionFacts): Truth {
  const span = { start: statementStart(script, offset), end: offset };
  const code = script.code.slice(span.start, span.end);
  return every([/=>|\||&&|\belse\b/.test(code) ? undefined : true, judgeAttributes(script, span, facts)]);
}

/** Whether the block behind a header is run. */
function judgeHeader(script: BuildScript, { header }: Block, facts: ConditionFacts): Truth {
  const code = script.code.slice(header.start, header.end);
  if (/=>|\belse\b|\bwhile\b|\b(?:if|while)\s+let\b|\bmacro_rules\b/.test(code)) return undefined;
  const condition = /\bif\b/.exec(code);
  if (condition) return judgeIf(script.text.slice(header.start + condition.index + 2, header.end), facts);
  return every([code.includes('|') ? undefined : true, judgeAttributes(script, header, facts)]);
}

/** Judges the `#[cfg(…)]` in a span. */
function judgeAttributes(
  script: BuildScript,
  { start, end }: { start: number; end: number },
  facts: ConditionFacts,
): Truth {
  const code = script.code.slice(start, end);
  const attributes = [...code.matchAll(/#\s*\[\s*(cfg(?:_attr)?)\s*\(/g)];
  return every(
    attributes.map(({ index, 0: opening, 1: kind }) => {
      if (kind !== 'cfg') return undefined;
      const from = start + index + opening.length;
      return judgeCfg(script.text.slice(from, closingParenthesis(script.code, from)), facts);
    }),
  );
}

/** The offset of the parenthesis that closes the one before `from`. */
export function closingParenthesis(code: string, from: number): number {
  let depth = 1;
  for (let at = from; at < code.length; at++) {
    if (code[at] === '(') depth++;
    else if (code[at] === ')' && --depth === 0) return at;
  }
  return code.length;
}
