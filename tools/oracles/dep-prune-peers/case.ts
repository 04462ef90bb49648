/** What a case says of names. Rust names stand behind the folder of their manifest: `app anyhow`. */
export interface Expectation {
  unused: readonly string[];
  /** The peer warns and edits nothing: `unused` and `unknown` are both right. */
  doubtful?: readonly string[];
  /** Declared for the program, used in development alone. */
  development?: readonly string[];
  /** The peer warns of it and does not move it: `dev-only` and `used` are both right. */
  perhapsDevelopment?: readonly string[];
  /** Declared for development, used by the program. */
  runtime?: readonly string[];
}

/** One run of a peer on one of its fixtures, with what its tests expect. */
export interface PeerCase {
  /** `<fixture>` or `<fixture>: <which run>`. */
  id: string;
  /** Absolute path of the fixture. */
  folder: string;
  expected: Expectation;
  /** Makes a copy look like what the peer's options make of it. */
  prepare?(copy: string): void;
  /** The arguments with which the peer's test runs it. */
  args: readonly string[];
  /** Folders of the crates that are judged, where it is not all. */
  only?: readonly string[];
  /** Names declared for development alone are not judged by the peer. */
  runtimeOnly?: boolean;
}

/** What was found in one case. */
export interface Findings {
  unused: ReadonlySet<string>;
  unknown: ReadonlySet<string>;
  development: ReadonlySet<string>;
  runtime: ReadonlySet<string>;
}

/** What of the findings differs from what is expected, one sentence each; none where the case came out right. */
export function differences(expected: Expectation, found: Findings): string[] {
  const { unused, doubtful = [], development = [], perhapsDevelopment = [], runtime = [] } = expected;
  return [
    ...unused.filter((name) => !found.unused.has(name)).map((name) => `${name}: not found to be unused`),
    ...doubtful
      .filter((name) => !found.unused.has(name) && !found.unknown.has(name))
      .map((name) => `${name}: neither unused nor unknown`),
    ...without(found.unused, unused, doubtful).map((name) => `${name}: called unused`),
    ...development.filter((name) => !found.development.has(name)).map((name) => `${name}: not found to be dev-only`),
    ...without(found.development, development, perhapsDevelopment).map((name) => `${name}: called dev-only`),
    ...runtime.filter((name) => !found.runtime.has(name)).map((name) => `${name}: not found to be runtime`),
  ];
}

function without(found: ReadonlySet<string>, ...expected: (readonly string[])[]): string[] {
  const known = new Set(expected.flat());
  return [...found].filter((name) => !known.has(name));
}
