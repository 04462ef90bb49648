/** A platform that packages are compiled for: its triple, and what `rustc --print cfg` says of it. */
export interface Platform {
  triple: string;
  /** Names that are set: `unix`, `debug_assertions`. */
  names: ReadonlySet<string>;
  /** Keys with a value, as `key="value"`: `target_os="linux"`. */
  values: ReadonlySet<string>;
}

/** Reads the lines of `rustc --print cfg`. */
export function parsePlatform(triple: string, printed: string): Platform {
  const lines = printed.split(/\r?\n/).filter((line) => line !== '');
  return {
    triple,
    names: new Set(lines.filter((line) => !line.includes('='))),
    values: new Set(lines.filter((line) => line.includes('='))),
  };
}

/**
 * Whether a dependency under `[target.….dependencies]` is one on a platform (the cargo book, "Platform specific
 * dependencies"). An expression that can't be read counts as true, so that nothing is overlooked.
 *
 * @param target a triple or `cfg(…)`
 */
export function matchesPlatform(target: string, platform: Platform): boolean {
  const expression = /^cfg\((.*)\)$/s.exec(target.trim())?.[1];
  if (expression === undefined) return target === platform.triple;
  const tokens = expression.match(/"[^"]*"|[\w-]+|[(),=]/g) ?? [];
  let at = 0;

  const list = (): boolean[] => {
    const values: boolean[] = [];
    at++;
    while (at < tokens.length && tokens[at] !== ')') {
      values.push(predicate());
      if (tokens[at] === ',') at++;
    }
    at++;
    return values;
  };
  const predicate = (): boolean => {
    const name = tokens[at++] ?? '';
    if (tokens[at] === '(') {
      const values = list();
      if (name === 'not') return !values[0];
      return name === 'any' ? values.some(Boolean) : values.every(Boolean);
    }
    if (tokens[at] === '=') {
      at++;
      return platform.values.has(`${name}=${tokens[at++] ?? ''}`);
    }
    return name === 'true' || platform.names.has(name);
  };
  return tokens.length === 0 || predicate();
}
