/** A line without what a runner put before it. */
export interface Unprefixed {
  /** Lines with the same key come from one place, in order; '' for no prefix. */
  key: string;
  /** The task, where the prefix tells it. */
  task: string | undefined;
  text: string;
}

/** Knows the prefixes of a log, from what it is told and from Nx's headings. */
export interface Prefixes {
  split(this: void, line: string): Unprefixed;
  /** Takes note of a task, whose project's name may be a prefix from here on. */
  know(this: void, task: string): void;
}

/** A time at the start of each line, as CI services put it; with job and step before it in `gh run view --log`. */
const TIME = /^(?:[^\t]{1,200}\t[^\t]{1,200}\t)?\uFEFF?\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d+)?Z ?/;

/** What a runner of GitHub makes of `::error file=…::`, with which tools annotate. */
const ANNOTATION = /^##\[(?:error|warning)\]/;

/**
 * BuildKit's plain progress: the number of the step, and the seconds since its start, which the target `docker-build` leaves
 * out. What BuildKit itself says of a step keeps its number.
 */
const BUILDKIT =
  /^#\d+ (?=\d+\.\d+ |(?!\[|DONE|ERROR|CACHED|CANCELED|sha256:|(?:exporting|transferring|extracting|naming|writing|pushing|resolve) )[^\d])/;
const SECONDS = /^\d+\.\d+ /;

/**
 * Nx (23, `tasks-runner/running-tasks/output-prefix`) puts the project's name, a colon and a blank before each line that
 * is not empty; others (Turborepo, run-commands with a prefix) the task's. Such names are only taken for a prefix when a
 * heading or the caller named them: `main.c: error` looks the same.
 */
export function createPrefixes(tasks: readonly string[]): Prefixes {
  const taskOf = new Map<string, string>();
  const know = (task: string): void => {
    taskOf.set(task, task);
    // A project's last task that began: Nx does not tell which one a line is of.
    taskOf.set(task.split(':', 1)[0]!, task);
  };
  tasks.forEach(know);

  const split = (line: string): Unprefixed => {
    let text = line;
    let key = '';
    let task: string | undefined;
    if (text.charCodeAt(10) === T || text.includes('\t')) {
      const time = TIME.exec(text);
      if (time) text = text.slice(time[0].length);
    }
    const colon = taskOf.size === 0 ? -1 : text.indexOf(': ');
    if (colon > 0) {
      const name = text.slice(0, colon);
      task = taskOf.get(name);
      if (task !== undefined) {
        key = `${name}: `;
        text = text.slice(colon + 2);
      }
    }
    if (text.charCodeAt(0) === HASH) {
      text = text.replace(ANNOTATION, '');
      const step = BUILDKIT.exec(text);
      if (step) {
        key += step[0];
        text = text.slice(step[0].length).replace(SECONDS, '');
      }
    }
    return { key, task, text };
  };
  return { split, know };
}

const T = 0x54;
const HASH = 0x23;

/** What a line says of Nx's tasks. */
export type NxHeading = { kind: 'task'; task: string } | { kind: 'end' } | undefined;

/** Nx's heading before a task's output (`> nx run app:test  [local cache]`, in a group of GitHub's too), and what ends it. */
export function nxHeading(line: string): NxHeading {
  const task = /^(?:::group::\S{0,4} )?> nx run (\S+:\S+)(?: |$)/.exec(line)?.[1];
  if (task !== undefined) return { kind: 'task', task };
  return /^(?:::endgroup::| NX {3}| ?[—-]{20,}$)/.test(line) ? { kind: 'end' } : undefined;
}

/** Text that is in every such line, for the search that comes before. */
export const HEADING_LITERALS: readonly string[] = ['> nx run ', '::endgroup::', ' NX   '];
