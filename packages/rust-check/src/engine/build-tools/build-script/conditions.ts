/** What is known when a condition of a build script is judged. */
export interface ConditionFacts {
  /** Active features of the package; absent when they are not known. */
  features?: readonly string[];
  /** Names of the environment variables that are set. */
  variables: ReadonlySet<string>;
  /** Of the machine that runs the build script. */
  platform: NodeJS.Platform;
}

/** `undefined`: can't be told. */
export type Truth = boolean | undefined;

export const not = (truth: Truth): Truth => (truth === undefined ? undefined : !truth);

export function every(truths: readonly Truth[]): Truth {
  if (truths.includes(false)) return false;
  return truths.includes(undefined) ? undefined : true;
}

export function some(truths: readonly Truth[]): Truth {
  return not(every(truths.map(not)));
}

/**
 * Judges what stands in `cfg(…)`: `all`, `any`, `not`, `feature`, `unix`, `windows`, `target_os`, `target_family`. In a
 * build script the last four speak of the machine that it runs on.
 */
export function judgeCfg(text: string, facts: ConditionFacts): Truth {
  const source = text.trim();
  const [, operator, operands = ''] = /^(all|any|not)\s*\(([^]*)\)$/.exec(source) ?? [];
  if (operator !== undefined) {
    const parts = splitOutside(operands, ',').map((part) => judgeCfg(part, facts));
    if (operator === 'not') return not(parts[0]);
    return operator === 'all' ? every(parts) : some(parts);
  }
  const [, key, value = ''] = /^(\w+)\s*=\s*"([^"]*)"$/.exec(source) ?? [];
  if (key === 'feature') return facts.features?.includes(value);
  return PLATFORM_CFG[key === undefined ? source : `${key}=${value}`]?.(facts.platform);
}

const onUnix = (platform: NodeJS.Platform): boolean => platform !== 'win32';
const onWindows = (platform: NodeJS.Platform): boolean => platform === 'win32';

const PLATFORM_CFG: Readonly<Record<string, (platform: NodeJS.Platform) => boolean>> = {
  unix: onUnix,
  windows: onWindows,
  'target_family=unix': onUnix,
  'target_family=windows': onWindows,
  'target_os=windows': onWindows,
  'target_os=linux': (platform) => platform === 'linux',
  'target_os=macos': (platform) => platform === 'darwin',
};

/** Judges the condition of an `if`: `cfg!(…)`, whether an environment variable is set, and these with `!`, `&&`, `||`. */
export function judgeIf(text: string, facts: ConditionFacts): Truth {
  const source = text.trim();
  const either = splitOutside(source, '||');
  if (either.length > 1) return some(either.map((part) => judgeIf(part, facts)));
  const both = splitOutside(source, '&&');
  if (both.length > 1) return every(both.map((part) => judgeIf(part, facts)));
  if (source.startsWith('!')) return not(judgeIf(source.slice(1), facts));
  if (source === 'true' || source === 'false') return source === 'true';
  const cfg = /^(?:cfg!|#\[cfg)\s*\(([^]*)\)\]?$/.exec(source)?.[1];
  if (cfg !== undefined) return judgeCfg(cfg, facts);
  const [, variable, asked] = VARIABLE.exec(source) ?? [];
  if (variable === undefined) return undefined;
  const isSet = judgeVariable(variable, facts);
  return asked === 'ok' || asked === 'some' ? isSet : not(isSet);
}

const VARIABLE = /^(?:(?:::)?std::)?(?:env::)?var(?:_os)?\s*\(\s*"(\w+)"\s*\)\s*\.\s*is_(ok|some|err|none)\s*\(\s*\)$/;

/** Set by cargo for build scripts; https://doc.rust-lang.org/cargo/reference/environment-variables.html */
const BY_CARGO = /^(?:CARGO|RUST|DEP_|HOST$|TARGET$|OUT_DIR$|NUM_JOBS$|OPT_LEVEL$|DEBUG$|PROFILE$|LD_LIBRARY_PATH$)/;

function judgeVariable(name: string, { features, variables }: ConditionFacts): Truth {
  const feature = /^CARGO_FEATURE_(.+)$/.exec(name)?.[1];
  if (feature !== undefined) return features?.some((active) => active.toUpperCase().replaceAll('-', '_') === feature);
  return BY_CARGO.test(name) ? undefined : variables.has(name);
}

/** Splits at a separator that stands in no bracket and no string. */
function splitOutside(text: string, separator: string): string[] {
  const parts: string[] = [];
  let depth = 0;
  let quoted = false;
  let since = 0;
  for (let at = 0; at < text.length; at++) {
    const character = text.charAt(at);
    if (character === '"') quoted = !quoted;
    if (quoted) continue;
    if ('([{'.includes(character)) depth++;
    if (')]}'.includes(character)) depth--;
    if (depth > 0 || !text.startsWith(separator, at)) continue;
    parts.push(text.slice(since, at));
    since = at + separator.length;
    at = since - 1;
  }
  parts.push(text.slice(since));
  return parts.filter((part) => part.trim() !== '');
}
