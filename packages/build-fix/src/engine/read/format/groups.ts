import type { EntryDocument } from './types.js';

/** Groups with a meaning; all others are captures. */
export const PARTS = [
  'file',
  'line',
  'column',
  'endLine',
  'endColumn',
  'level',
  'rule',
  'message',
  'hint',
  'caret',
  'more',
  'directory',
] as const;

export type Part = (typeof PARTS)[number];

/** What one line said: parts and captures under their names. */
export type Said = Partial<Record<string, string>>;

const IS_PART: ReadonlySet<string> = new Set(PARTS);

export function isPart(name: string): name is Part {
  return IS_PART.has(name);
}

/** Keys of a pattern's groups by number; of those without a name, `undefined`. */
const keysOf = new WeakMap<RegExp, readonly (string | undefined)[]>();

/**
 * The same pattern with groups that have numbers alone, of which {@link groupsOf} knows the names: for each match by name
 * the engine makes an object, which takes longer than the match itself.
 */
export function withoutNames(pattern: RegExp): RegExp {
  const { source, flags } = pattern;
  if (source.includes('\\k<')) return pattern;
  const keys: (string | undefined)[] = [];
  // Escaped characters and classes are passed over; of groups, those that capture are counted.
  const text = source.replace(
    /\\.|\[(?:[^\]\\]|\\.)*\]|\((?:\?<(?![=!])(\w+)>|(?!\?))/g,
    (part: string, name: string | undefined) => {
      if (!part.startsWith('(')) return part;
      // A digit at the end of a name is dropped: several groups may fill one part.
      keys.push(name?.replace(/\d+$/, ''));
      return '(';
    },
  );
  const plain = new RegExp(text, flags);
  keysOf.set(plain, keys);
  return plain;
}

/** The groups of a pattern that took part in a match, by name. Of several with one name, the first that matched counts. */
export function groupsOf(match: RegExpMatchArray, pattern: RegExp): Said {
  const said: Said = {};
  const keys = keysOf.get(pattern);
  if (!keys) {
    for (const name in match.groups) said[name.replace(/\d+$/, '')] ??= match.groups[name];
    return said;
  }
  for (let at = 0; at < keys.length; at++) {
    const key = keys[at];
    const value = match[at + 1];
    if (key !== undefined && value !== undefined) said[key] ??= value;
  }
  return said;
}

/** Names of the captures that an entry may have, in the order in which its patterns name them. */
export function captureNames({ pattern, then = [], above }: EntryDocument): string[] {
  const patterns = [pattern, ...then.map((it) => it.pattern), above?.pattern ?? ''];
  const names = patterns.flatMap((text) => [...text.matchAll(/\(\?<(\w+?)\d*>/g)].map(([, name = '']) => name));
  return [...new Set(names)].filter((name) => !isPart(name));
}

/** Puts parts and captures into a template; one that is unknown leaves nothing. */
export function fillTemplate(template: string, said: Said): string {
  return template.replace(/\{(\w+)\}/g, (_, name: string) => said[name] ?? '');
}
