/** A small workspace that a real tool fails on. */
export interface Scenario {
  /** What is wrong, in the words of the table. */
  name: string;
  /** The rule or fixer that is to answer, or several of which one is. */
  by: string | readonly string[];
  files: Record<string, string>;
  /** Nx projects by name with their folders; without it one, `app`, at the root. The first is fixed. */
  projects?: Record<string, string>;
  /** Brings the workspace into the state in which the files below are changed: locks, installs. For bash. */
  setup?: string;
  /** Written after the setup. */
  then?: Record<string, string>;
  /** Has to fail before the fixes and to succeed behind them. For bash, in the workspace's folder. */
  check: string;
  /** Nothing can be changed for it: a part of what the plan says instead. */
  manual?: string;
  /** Programs without which it is left out. */
  needs?: readonly string[];
}
