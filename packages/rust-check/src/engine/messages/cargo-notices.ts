/** Something that cargo itself says on its standard error. */
export type CargoNotice =
  /** A line that a build script printed with `cargo::warning=` or `cargo::error=`. */
  | { kind: 'build-script-message'; package: string; version: string; level: 'warning' | 'error'; message: string }
  /** A build script that ended with an error. */
  | { kind: 'build-script-failed'; package: string; version: string; cause: string; stdout: string; stderr: string }
  /** A package that did not compile: its findings came as messages, or rustc died. `target` as in `lib test`. */
  | { kind: 'not-compiled'; package: string; target: string; cause: string }
  /** A remark on a manifest. `file` is absolute. */
  | { kind: 'manifest'; file: string; level: 'warning' | 'error'; message: string }
  /** Anything else. */
  | OtherNotice;

/** A notice of no special kind: cargo's, rustup's, or that of a rustc that ran without JSON. */
export interface OtherNotice {
  kind: 'other';
  level: 'warning' | 'error';
  message: string;
  /** What follows the message (`required by package …`, `help: …`), without frames of code. */
  details: string[];
  /** Those below `Caused by:`, the outermost first. */
  causes: string[];
  /** What an arrow `-->` points at; the file as cargo writes it, relative to the folder that it ran in. */
  place?: { file: string; line: number; column: number };
}

/**
 * Reads what cargo printed on its standard error (uncoloured, `CARGO_TERM_COLOR=never`). Lines of progress and cargo's
 * closing remarks are left out; what is said twice is given once (a warning of a build script comes again with each
 * target of its package).
 */
export function parseCargoNotices(stderr: string): CargoNotice[] {
  const notices = new Map<string, CargoNotice>();
  for (const { level, head, body } of blocksOf(stderr)) {
    const notice = readNotice(level, head, body);
    if (notice) notices.set(JSON.stringify(notice), notice);
  }
  return [...notices.values()];
}

interface Block {
  level: 'warning' | 'error';
  head: string;
  body: string[];
}

/** A line that begins with `error: ` or `warning: ` at the left margin, with all that follows up to the next one. */
function blocksOf(stderr: string): Block[] {
  const blocks: Block[] = [];
  let open: Block | undefined;
  for (const line of stderr.split(/\r?\n/)) {
    const [, level, head] = /^(error|warning)(?:\[\w+\])?: (.*)$/.exec(line) ?? [];
    if (level !== undefined && head !== undefined) {
      open = { level: level as Block['level'], head, body: [] };
      blocks.push(open);
    } else if (PROGRESS.test(line) || /^ *stack backtrace:$/i.test(line)) {
      // What comes after it, up to the next message, is of no use to anybody but its authors.
      open = undefined;
    } else {
      open?.body.push(line);
    }
  }
  return blocks;
}

/** Cargo writes its verbs right-aligned to column 12. */
const PROGRESS = /^(?=.{11}[a-z] \S) *[A-Z][a-z]+ /;

/** What only says that something else was said. */
const CLOSING =
  /^build failed, waiting for other jobs|^`[^`]+` \([^)]*\) generated \d+ (warning|error)|^\d+ (jobs?|targets?) failed|^aborting due to|^no such package/;

function readNotice(level: Block['level'], head: string, body: string[]): CargoNotice | undefined {
  if (CLOSING.test(head)) return undefined;
  const failed = /^failed to run custom build command for `([^\s`]+) v([^\s`]+)/.exec(head);
  if (failed) {
    const [, name = '', version = ''] = failed;
    return { kind: 'build-script-failed', package: name, version, ...readFailure(body) };
  }
  const notCompiled = /^could not compile `([^`]+)` \(([^)]*)\)(?: due to (.*))?/.exec(head);
  if (notCompiled) {
    const [, name = '', target = '', cause = causesOf(body).join(': ')] = notCompiled;
    return { kind: 'not-compiled', package: name, target, cause };
  }
  const script = /^([\w-]+)@(\d[^\s:]*): (.*)$/.exec(head);
  if (script) {
    const [, name = '', version = '', message = ''] = script;
    return { kind: 'build-script-message', package: name, version, level, message };
  }
  const manifest = /^((?:[A-Za-z]:)?[\\/].*?Cargo\.toml): (.*)$/.exec(head);
  if (manifest) {
    const [, file = '', message = ''] = manifest;
    return { kind: 'manifest', file, level, message };
  }
  return readOther(level, head, body);
}

function readOther(level: Block['level'], message: string, body: readonly string[]): OtherNotice {
  const arrow = body.map((line) => /^\s*--> (.+?):(\d+):(\d+)$/.exec(line)).find((match) => match !== null);
  const [, file, line, column] = arrow ?? [];
  const end = body.indexOf('Caused by:');
  const details = body
    .slice(0, end < 0 ? body.length : end)
    .filter((line) => !/^\s*(-->|\d* *\|)/.test(line))
    .map((line) => line.trim())
    .filter((line) => line !== '');
  return {
    kind: 'other',
    level,
    message,
    details,
    causes: causesOf(body),
    ...(file !== undefined && { place: { file, line: Number(line), column: Number(column) } }),
  };
}

/** The sections of a failed build script: how it ended, what it printed. */
function readFailure(body: readonly string[]): { cause: string; stdout: string; stderr: string } {
  const sections: Record<'cause' | 'stdout' | 'stderr', string[]> = { cause: [], stdout: [], stderr: [] };
  let section: keyof typeof sections = 'cause';
  for (const line of body) {
    const title = /^ {2}--- (stdout|stderr)$/.exec(line)?.[1];
    if (title !== undefined) section = title as 'stdout' | 'stderr';
    else sections[section].push(line.replace(/^ {2}/, ''));
  }
  const text = (lines: readonly string[]): string => lines.join('\n').trim();
  return {
    cause: text(sections.cause.slice(sections.cause.indexOf('Caused by:') + 1)),
    stdout: text(sections.stdout),
    // The number of the thread differs from run to run.
    stderr: text(sections.stderr).replace(/^(thread '.*') \(\d+\) panicked/gm, '$1 panicked'),
  };
}

/** Each cause as cargo lists them, lines of one joined. */
function causesOf(body: readonly string[]): string[] {
  const causes: string[][] = [];
  for (const line of body) {
    if (line === 'Caused by:') causes.push([]);
    else causes.at(-1)?.push(line.trim());
  }
  return causes.map((lines) => lines.join('\n').trim()).filter((text) => text !== '');
}
