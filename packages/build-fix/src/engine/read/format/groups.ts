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

/** The groups that took part in a match. A digit at the end of a name is dropped; the first of several that matched counts. */
export function groupsOf(match: RegExpMatchArray): Said {
  const said: Said = {};
  const { groups } = match;
  for (const name in groups) {
    const value = groups[name];
    if (value === undefined) continue;
    const last = name.charCodeAt(name.length - 1);
    const key = last >= 48 && last <= 57 ? name.replace(/\d+$/, '') : name;
    said[key] ??= value;
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
