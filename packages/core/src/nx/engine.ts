import type { Report } from '../diagnostics/diagnostic.js';

/** One task of a run, as an engine sees it: plain data, whether it came alone or in a batch. */
export interface EngineTask<Options> {
  /** Nx's task id: `project:target` or `project:target:configuration`. */
  id: string;
  project: string;
  /** The project's folder relative to the workspace root, `.` for the root itself. */
  root: string;
  target: string;
  options: Options;
  /** Folders of the projects that lie inside this one, relative to the workspace root: their files are not this task's. */
  nestedRoots: string[];
  /** The projects that this one depends on, directly or not, by the project graph; sorted by folder. Itself is not among them. */
  closure?: readonly ProjectFolder[];
  /**
   * Names of the npm packages that sources of this project or its closure import, by the project graph, sorted. Comes with
   * `closure`; absent when the graph knows of no npm packages at all.
   */
  externals?: readonly string[];
}

/** A project of the workspace. */
export interface ProjectFolder {
  name: string;
  /** Relative to the workspace root, `.` for the root itself. */
  root: string;
  /** Folders of the projects that lie inside this one, relative to the workspace root; none where it is not given. */
  nestedRoots?: readonly string[];
}

/** What surrounds the tasks of one run. */
export interface EngineContext {
  /** Absolute path. */
  workspaceRoot: string;
  signal: AbortSignal;
  /** Nx was asked to be verbose. */
  verbose: boolean;
  /**
   * Shows a line (without its end) at once, for work that takes minutes. It is no part of the outcome: a task that came
   * in a batch is shown again from its notes and its report, and so is a cache hit.
   */
  progress?: (line: string) => void;
}

/** What an engine gives back for one task. */
export interface TaskOutcome {
  /** What was found; written as SARIF, rendered for the terminal, and held against `failOn`. */
  report: Report;
  /** Lines shown before the findings: which engine ran, what was skipped and why. Must not hold times or machine names. */
  notes?: string[];
  /** The task failed, whatever the levels of its findings and `failOn` say. */
  failed?: boolean;
  /** The task did not fail, whatever they say; `failed` counts before it. */
  passed?: boolean;
  /** Further files, by path relative to the workspace root, written atomically beside the report. */
  outputs?: Record<string, string>;
}

/** A tool of the family: a function from tasks to outcomes that knows nothing of Nx. */
export interface Engine<Options> {
  /** For messages: `python-validate`. */
  name: string;
  /** Whether a task's report is written as SARIF; an engine whose output is something else says `false`. Default true. */
  writesReport?: boolean;
  /** Whether its tasks look for something, and say so when nothing was found; one that makes something says `false`. Default true. */
  isCheck?: boolean;
  /** Whether tasks come with their `closure`. Default false. */
  needsClosure?: boolean;
  /**
   * Runs tasks and yields each outcome as soon as it is known. A task that is never yielded counts as failed. A throw
   * fails only the tasks not yet yielded.
   */
  run(
    tasks: readonly EngineTask<Options>[],
    context: EngineContext,
  ): AsyncIterable<readonly [taskId: string, TaskOutcome]>;
}
