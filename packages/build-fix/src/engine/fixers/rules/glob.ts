const known = new Map<string, RegExp>();

/**
 * A glob as a pattern of whole names with forward slashes: `*` and `?` stay inside a folder, `**` crosses folders,
 * `{a,b}` is one of several.
 */
export function globPattern(glob: string): RegExp {
  let pattern = known.get(glob);
  if (!pattern) known.set(glob, (pattern = new RegExp(`^${translate(glob)}$`)));
  return pattern;
}

const PARTS: readonly (readonly [RegExp, string])[] = [
  [/^\*\*\//, '(?:[^/]+/)*'],
  [/^\*\*/, '.*'],
  [/^\*/, '[^/]*'],
  [/^\?/, '[^/]'],
];

function translate(glob: string): string {
  let text = '';
  for (let rest = glob; rest !== '';) {
    const part = PARTS.find(([start]) => start.test(rest));
    const choice = /^\{([^{}]*)\}/.exec(rest);
    if (part) {
      text += part[1];
      rest = rest.replace(part[0], '');
    } else if (choice) {
      text += `(?:${choice[1]!.split(',').map(translate).join('|')})`;
      rest = rest.slice(choice[0].length);
    } else {
      text += rest[0]!.replace(/[\\^$.*+?()[\]{}|]/, '\\$&');
      rest = rest.slice(1);
    }
  }
  return text;
}
