import type { Token } from './tokens.js';
import { tokenize } from './tokens.js';
import type { Assignment, Command, Redirect, Script, ShellWord } from './types.js';

/** Words that begin or end a part of a compound command where a command may stand. */
const RESERVED = new Set([
  'if',
  'then',
  'else',
  'elif',
  'fi',
  'do',
  'done',
  'while',
  'until',
  'esac',
  '{',
  '}',
  '!',
  'time',
]);

/** Words after which comes no command but a list: the rest of the line is left out. */
const LISTS = new Set(['for', 'select', 'function']);

const ASSIGNMENT = /^([A-Za-z_]\w*)\+?=/;

/** Programs that run the command which follows them. */
const WRAPPERS = new Set(['command', 'exec', 'builtin', 'busybox']);

/**
 * Reads the commands of a shell script: what matters to rules on a RUN. It knows quotes, expansions, pipes, lists,
 * compound commands, functions, redirections and heredocs; it judges no syntax, and what it cannot make out gives no
 * command.
 */
export function parseShell(text: string): Script {
  const commands: Command[] = [];
  const hasPipe = readCommands(text, 0, 0, commands);
  return { text, commands, hasPipe };
}

/** A simple command while its words come in. */
interface Draft {
  words: ShellWord[];
  assignments: Assignment[];
  redirects: Redirect[];
  inner: { text: string; start: number }[];
  before: Command['before'];
}

function readCommands(text: string, shift: number, depth: number, commands: Command[]): boolean {
  let hasPipe = false;
  let draft = newDraft('');
  let pattern = false;
  const finish = (before: Command['before']): void => {
    const command = toCommand(draft, shift, depth);
    if (command) commands.push(command);
    for (const inner of draft.inner) {
      const piped = depth < 20 && readCommands(inner.text, shift + inner.start, depth + 1, commands);
      hasPipe ||= piped;
    }
    draft = newDraft(before);
  };
  const tokens = tokenize(text);
  for (let at = 0; at < tokens.length; at++) {
    const token = tokens[at]!;
    if (token.kind === 'operator') {
      if (pattern) {
        pattern = token.text !== ')';
        draft = newDraft(draft.before);
        continue;
      }
      if (token.text === '(' && draft.words.length === 1 && isOperator(tokens[at + 1], ')')) {
        // `name()` begins a function.
        draft = newDraft(draft.before);
        continue;
      }
      hasPipe ||= token.text === '|' || token.text === '|&';
      pattern = /^;;&?$|^;&$/.test(token.text);
      finish(separator(token.text));
    } else if (token.kind === 'redirect') {
      const next = tokens[at + 1];
      const target = next?.kind === 'word' ? next.word : undefined;
      draft.redirects.push({ operator: token.text, target });
      if (next?.kind === 'word') {
        draft.inner.push(...next.inner);
        at++;
      }
    } else {
      const taken = addWord(draft, token, tokens, at);
      if (taken === 'case') pattern = true;
      at = typeof taken === 'number' ? taken : at;
      if (taken === 'case') at = skipTo(tokens, at, 'in');
      if (taken === 'esac') pattern = false;
    }
  }
  finish('');
  return hasPipe;
}

/** Adds a word; gives the index to go on from where more than this word was used up. */
function addWord(
  draft: Draft,
  { word, inner }: Token & { kind: 'word' },
  tokens: readonly Token[],
  at: number,
): number | 'case' | 'esac' | undefined {
  draft.inner.push(...inner);
  if (draft.words.length > 0) {
    draft.words.push(word);
    return undefined;
  }
  if (word.raw === 'case') return 'case';
  if (word.raw === 'esac') return 'esac';
  if (RESERVED.has(word.raw)) return undefined;
  if (LISTS.has(word.raw)) return skipList(tokens, at, draft);
  if (word.raw === '[[') return skipTo(tokens, at, ']]');
  const name = ASSIGNMENT.exec(word.raw)?.[1];
  if (name !== undefined) draft.assignments.push({ name, value: word.text.slice(word.text.indexOf('=') + 1) });
  else draft.words.push(word);
  return undefined;
}

/** Goes to the operator that ends `for x in …`; commands within the list are kept. */
function skipList(tokens: readonly Token[], from: number, draft: Draft): number {
  let at = from + 1;
  for (; at < tokens.length; at++) {
    const token = tokens[at]!;
    if (token.kind === 'operator' && /^(;|\n|\()$/.test(token.text)) break;
    if (token.kind === 'word') {
      if (token.word.raw === '{') break;
      draft.inner.push(...token.inner);
    }
  }
  return at - 1;
}

function skipTo(tokens: readonly Token[], from: number, raw: string): number {
  const end = tokens.findIndex((token, index) => index > from && token.kind === 'word' && token.word.raw === raw);
  return end === -1 ? from : end;
}

function isOperator(token: Token | undefined, text: string): boolean {
  return token?.kind === 'operator' && token.text === text;
}

function separator(operator: string): Command['before'] {
  if (operator === '|&') return '|';
  if (operator === ')' || operator.startsWith(';')) return ';';
  return operator as Command['before'];
}

function newDraft(before: Command['before']): Draft {
  return { words: [], assignments: [], redirects: [], inner: [], before };
}

function toCommand(draft: Draft, shift: number, depth: number): Command | undefined {
  const words = draft.words.map((word) => ({ ...word, start: word.start + shift, end: word.end + shift }));
  const first = words[0];
  if (!first) return undefined;
  const wrapped = WRAPPERS.has(first.text) && words[1] && !words[1].text.startsWith('-') ? words[1] : first;
  return {
    name: wrapped.text,
    word: wrapped,
    args: words.slice(words.indexOf(wrapped) + 1),
    assignments: draft.assignments,
    redirects: draft.redirects,
    before: draft.before,
    depth,
    start: first.start,
    end: words.at(-1)!.end,
  };
}
